import 'server-only'
import { countMessages } from '@/lib/conversations/count-messages'
import { listConversations } from '@/lib/conversations/list-conversations'
import type { Paging } from '@/lib/paging'
import { buddyConversationOf } from './views'

/** Lists all conversations of a user, those of the playground too: pinned ones first, then the latest. */
export async function listBuddyConversations(asked: Paging & { userId: number }) {
  const { conversations, nextCursor } = await listConversations(asked)
  const counts = await countMessages(conversations.map(({ id }) => id))
  return { conversations: conversations.map((row) => buddyConversationOf(row, counts.get(row.id) ?? 0)), next_cursor: nextCursor }
}
