import 'server-only'
import { randomBytes } from 'node:crypto'
import { db } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import { copyMessages } from './copy-messages'
import { mostShares, type ShareView } from './schema'
import { shareView } from './share-view'

interface ToShare {
  userId: number
  conversationId: string
  messageIds?: string[]
  expiresAt: Date | null
}

/** Makes a public copy of a conversation of this user. Whoever has its address reads it. */
export async function shareConversation({ userId, conversationId, messageIds, expiresAt }: ToShare): Promise<ShareView> {
  const { title, messages } = await copyMessages({ id: conversationId, userId, ...(messageIds && { messageIds }) })
  if ((await db().share.count({ where: { userId } })) >= mostShares) throw fail('too_many_shares')
  const id = randomBytes(16).toString('base64url')
  return shareView(await db().share.create({ data: { id, userId, conversationId, title, messages: [...messages], expiresAt } }))
}
