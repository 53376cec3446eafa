import { changeOwnPassword } from '@/lib/auth/change-password'
import { ownPassword } from '@/lib/auth/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Change my password; all other sessions end',
    who: 'user',
    keys: false,
    body: ownPassword,
    refusals: ['wrong_password', 'login_limited'],
    run: async ({ body, user, caller, request }) => {
      await changeOwnPassword({
        ...body,
        userId: user.id,
        sessionId: caller.sessionId,
        address: request.address,
        actor: actorOf({ caller, request }),
      })
      return undefined
    },
  }),
})
