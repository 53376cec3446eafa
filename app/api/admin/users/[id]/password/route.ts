import * as z from 'zod'
import { resetPassword } from '@/lib/auth/change-password'
import { madePassword } from '@/lib/auth/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { userId } from '@/lib/users/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Give a user a new password, shown this once',
    who: 'operator',
    keys: false,
    params: userId,
    body: z.strictObject({}),
    answer: madePassword,
    run: async ({ params, caller, request }) => ({
      password: await resetPassword({ id: params.id, actor: { ...actorOf({ caller, request }), role: caller.user.role } }),
    }),
  }),
})
