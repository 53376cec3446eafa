import 'server-only'
import { db } from '../db/prisma'
import { fail } from '../errors'
import { conversationView, messageView, newestThread } from './views'

/** One's own conversation with its newest branch; anybody else's is not found. */
export async function readConversation({ id, userId }: { id: string; userId: number }) {
  const row = await db().conversation.findFirst({
    where: { id, userId, deletedAt: null },
    include: { messages: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  })
  if (!row) throw fail('not_found')
  return { conversation: conversationView(row), messages: newestThread(row.messages).map(messageView) }
}
