import * as z from 'zod'
import { confirmOwner } from '@/lib/auth/confirm-owner'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { revealKey } from '@/lib/keys/reveal-key'
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
      await confirmOwner({ userId: user.id, signedInAt: caller.signedInAt, password, address: request.address })
      return { secret: await revealKey({ userId: user.id, by: actorOf({ caller, request }), id }) }
    },
  }),
})
