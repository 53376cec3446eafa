import { login, signedIn } from '@/lib/auth/schema'
import { signIn } from '@/lib/auth/sign-in'
import { route } from '@/lib/http/route'
import { signedInResponse } from '@/lib/http/signed-in'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Sign in with user name or e-mail',
    who: 'anyone',
    rate: 'login',
    body: login,
    answer: signedIn,
    refusals: ['wrong_credentials', 'login_limited'],
    run: async ({ body: { username: name, password }, request }) =>
      signedInResponse(await signIn({ name, password, address: request.address, userAgent: request.userAgent }), request, 200),
  }),
})
