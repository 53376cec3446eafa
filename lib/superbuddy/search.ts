import 'server-only'
import type { Hit } from '@/lib/conversations/search-messages'
import { searchMessages } from '@/lib/conversations/search-messages'
import type { Paging } from '@/lib/paging'
import { snippetOf } from './snippet'

/** Searches the titles and messages of a user's conversations. */
export async function search({ q, ...asked }: Paging & { userId: number; q: string }) {
  const { hits, total, nextCursor } = await searchMessages({ ...asked, search: q })
  return { results: hits.map((hit) => resultOf(hit, q)), total, next_cursor: nextCursor }
}

const resultOf = ({ conversationId, messageId, title, role, around, time }: Hit, q: string) => ({
  conversation_id: conversationId,
  message_id: messageId,
  title,
  role,
  snippet: snippetOf(around, q),
  timestamp: time.toISOString(),
})
