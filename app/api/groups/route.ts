import * as z from 'zod'
import { choosableGroups } from '@/lib/catalog/choosable-groups'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

const limit = z.number().nullable()
const group = z.object({ name: z.string(), multiplier: z.number(), rpm: limit, tpm: limit, own: z.boolean(), selectable: z.boolean() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Groups that my API keys may be in',
    who: 'user',
    answer: z.object({ groups: z.array(group) }),
    run: async ({ user }) => ({ groups: choosableGroups(user.group) }),
  }),
})
