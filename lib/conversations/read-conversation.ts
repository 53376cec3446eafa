import 'server-only'
import { db } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import { conversationView, messageView, newestThread } from './views'

/** Finds a conversation of this user. Somebody else's is not found. */
export async function checkOwner({ id, userId }: { id: string; userId: number }): Promise<void> {
  const row = await db().conversation.findFirst({ where: { id, userId, deletedAt: null }, select: { id: true } })
  if (!row) throw fail('not_found')
}

/** Reads a conversation of this user with its newest branch. Somebody else's is not found. */
export async function readConversation({ id, userId }: { id: string; userId: number }) {
  const row = await db().conversation.findFirst({
    where: { id, userId, deletedAt: null },
    include: { messages: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  })
  if (!row) throw fail('not_found')
  return { conversation: conversationView(row), messages: newestThread(row.messages).map(messageView) }
}
