import { changeOwnPassword } from '@/lib/auth/change-password'
import { ownPassword } from '@/lib/auth/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'

export const POST = route({
  summary: 'Change my password; all other sessions end',
  who: 'user',
  keys: false,
  body: ownPassword,
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
})
