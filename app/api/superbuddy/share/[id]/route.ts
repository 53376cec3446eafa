import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { changeShare, revokeShare } from '@/lib/shares/change-share'
import { share, shareChange } from '@/lib/shares/schema'

const params = z.object({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  PATCH: route({
    summary: 'Change until when a share is seen, or copy its conversation again',
    who: 'user',
    params,
    body: shareChange,
    answer: share,
    run: ({ user, params: { id }, body: { expires_at: expiresAt, message_ids: messageIds, renew } }) =>
      changeShare({
        id,
        userId: user.id,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(messageIds && { messageIds }),
        ...(renew && { renew }),
      }),
  }),

  DELETE: route({
    summary: 'Revoke a share',
    who: 'user',
    params,
    run: async ({ user, params: { id } }) => {
      await revokeShare({ id, userId: user.id })
      return undefined
    },
  }),
})
