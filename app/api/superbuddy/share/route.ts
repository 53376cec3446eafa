import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listShares } from '@/lib/shares/list-shares'
import { newShare, share, shareList, shareParams } from '@/lib/shares/schema'
import { shareConversation } from '@/lib/shares/share-conversation'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "The user's shared conversations, newest first",
    who: 'user',
    query: shareParams,
    answer: shareList,
    run: ({ user, query: { conv_id: conversationId, ...paging } }) =>
      listShares({ userId: user.id, ...paging, ...(conversationId && { conversationId }) }),
  }),

  POST: route({
    summary: 'Share a copy of a conversation at an address that nobody guesses',
    who: 'user',
    body: newShare,
    answer: share,
    status: 201,
    refusals: ['not_found', 'too_many_shares'],
    run: ({ user, body: { conv_id: conversationId, message_ids: messageIds, expires_at: expiresAt } }) =>
      shareConversation({ userId: user.id, conversationId, expiresAt, ...(messageIds && { messageIds }) }),
  }),
})
