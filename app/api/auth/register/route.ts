import { register } from '@/lib/auth/register'
import { registration, signedIn } from '@/lib/auth/schema'
import { route } from '@/lib/http/route'
import { signedInResponse } from '@/lib/http/signed-in'
import { verbs } from '@/lib/http/verbs'
import { localeOf } from '@/lib/http/words'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Register a user and sign in',
    who: 'anyone',
    rate: 'register',
    body: registration,
    answer: signedIn,
    status: 201,
    refusals: ['username_taken', 'email_taken', 'registration_closed', 'invite_needed'],
    run: async ({ body: { referral_code: code, ...body }, request }) => {
      const { address, userAgent, headers } = request
      const locale = headers.has('accept-language') ? localeOf(headers) : null
      return signedInResponse(await register({ ...body, code, address, userAgent, locale }), request, 201)
    },
  }),
})
