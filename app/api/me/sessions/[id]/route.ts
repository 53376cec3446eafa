import * as z from 'zod'
import { revokeSession } from '@/lib/auth/sessions'
import { fail } from '@/lib/errors'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  DELETE: route({
    summary: 'End one of my sessions',
    who: 'user',
    keys: false,
    params: z.object({ id: z.string().max(40) }),
    run: async ({ params, user }) => {
      if (!(await revokeSession({ userId: user.id, id: params.id }))) throw fail('not_found')
      return undefined
    },
  }),
})
