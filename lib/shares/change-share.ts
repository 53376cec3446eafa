import 'server-only'
import { db } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import { copyMessages } from './copy-messages'
import type { ShareView } from './schema'
import { shareView } from './share-view'

interface Change {
  id: string
  userId: number
  expiresAt?: Date | null
  /** Copies the conversation again, or the chosen messages of it. */
  renew?: boolean
  messageIds?: string[]
}

/** Changes until when a share of this user is seen, or what it shows. Its address stays. */
export async function changeShare({ id, userId, expiresAt, renew, messageIds }: Change): Promise<ShareView> {
  const found = await db().share.findFirst({ where: { id, userId }, select: { conversationId: true } })
  if (!found) throw fail('not_found')
  const copy = renew || messageIds ? await copyMessages({ id: found.conversationId, userId, ...(messageIds && { messageIds }) }) : undefined
  const data = { ...(expiresAt !== undefined && { expiresAt }), ...(copy && { title: copy.title, messages: [...copy.messages] }) }
  const { count } = await db().share.updateMany({ where: { id, userId }, data: { ...data, updatedAt: new Date() } })
  if (count === 0) throw fail('not_found')
  return shareView(await db().share.findFirstOrThrow({ where: { id, userId } }))
}

/** Removes the copy. Its address is not found from then on. */
export async function revokeShare({ id, userId }: { id: string; userId: number }): Promise<void> {
  const { count } = await db().share.deleteMany({ where: { id, userId } })
  if (count === 0) throw fail('not_found')
}
