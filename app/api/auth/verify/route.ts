import { verified, verifyBody } from '@/lib/auth/schema'
import { verifyEmail } from '@/lib/auth/verify-email'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Verify an e-mail address by the link that was mailed there',
    who: 'anyone',
    rate: 'login',
    body: verifyBody,
    answer: verified,
    refusals: ['link_invalid'],
    run: ({ body }) => verifyEmail(body.token),
  }),
})
