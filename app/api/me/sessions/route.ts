import { endOtherSessions } from '@/lib/auth/end-other-sessions'
import { sessionLines } from '@/lib/auth/schema'
import { listSessions } from '@/lib/auth/sessions'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Where I am signed in',
    who: 'user',
    keys: false,
    answer: sessionLines,
    run: async ({ user, caller }) => ({ sessions: await listSessions({ userId: user.id, current: caller.sessionId }) }),
  }),

  DELETE: route({
    summary: 'End all my other sessions',
    who: 'user',
    keys: false,
    run: async ({ user, caller }) => endOtherSessions({ userId: user.id, except: caller.sessionId }),
  }),
})
