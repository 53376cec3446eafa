import { groupsForKeys } from '@/lib/catalog/choosable-groups'
import { groupChoices } from '@/lib/catalog/group-schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Groups that my API keys may be in, each with the models that they could use there',
    who: 'user',
    answer: groupChoices,
    run: async ({ user }) => ({ groups: groupsForKeys(user) }),
  }),
})
