import { resetByLink } from '@/lib/auth/forgot-password'
import { resetBody } from '@/lib/auth/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Set a new password by a mailed link; all sessions end',
    who: 'anyone',
    rate: 'login',
    body: resetBody,
    refusals: ['link_invalid'],
    run: ({ body, request }) => resetByLink({ ...body, actor: { address: request.address, requestId: request.id } }),
  }),
})
