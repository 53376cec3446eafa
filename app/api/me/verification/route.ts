import { askVerification } from '@/lib/auth/verify-email'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Mail the link again that verifies my e-mail address',
    who: 'user',
    keys: false,
    run: ({ user, request }) => askVerification({ userId: user.id, address: request.address }),
  }),
})
