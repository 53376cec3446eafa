import * as z from 'zod'
import { confirmPassword } from '@/lib/auth/sign-in'
import { fail } from '@/lib/errors'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { needsPassword, revealKey } from '@/lib/keys/reveal-key'

export const POST = route({
  summary: 'The secret of an API key once more; asks for the password unless you signed in lately',
  who: 'user',
  keys: false,
  params: z.strictObject({ id: z.string() }),
  body: z.strictObject({ password: z.string().max(1000).optional() }),
  answer: z.object({ secret: z.string() }),
  run: async ({ user, caller, params: { id }, body: { password }, request }) => {
    if (needsPassword(caller.signedInAt)) {
      if (password === undefined) throw fail('reauthenticate')
      await confirmPassword(user.id, password, { address: request.address })
    }
    return { secret: await revealKey({ userId: user.id, by: actorOf({ caller, request }), id }) }
  },
})
