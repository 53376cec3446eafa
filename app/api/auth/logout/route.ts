import { clearSessionCookie } from '@/lib/auth/cookie'
import { revokeSession } from '@/lib/auth/sessions'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'End this session',
    who: 'user',
    keys: false,
    run: async ({ user, caller }) => {
      if (caller.sessionId) await revokeSession({ userId: user.id, id: caller.sessionId })
      return new Response(null, { status: 204, headers: { 'set-cookie': clearSessionCookie() } })
    },
  }),
})
