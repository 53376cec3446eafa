import * as z from 'zod'
import { confirmPassword } from '@/lib/auth/sign-in'
import { fail } from '@/lib/errors'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { needsPassword, revealKey } from '@/lib/keys/reveal-key'
import { revealedKey } from '@/lib/keys/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'The secret of an API key once more; asks for the password unless you signed in lately, and checks one that is given',
    who: 'user',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    body: z.strictObject({ password: z.string().max(1000).optional() }),
    answer: revealedKey,
    refusals: ['wrong_password', 'reauthenticate', 'login_limited'],
    run: async ({ user, caller, params: { id }, body: { password }, request }) => {
      if (password !== undefined) await confirmPassword(user.id, password, { address: request.address })
      else if (needsPassword(caller.signedInAt)) throw fail('reauthenticate')
      return { secret: await revealKey({ userId: user.id, by: actorOf({ caller, request }), id }) }
    },
  }),
})
