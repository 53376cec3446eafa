import 'server-only'
import { db } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { checkRoomToday } from './room-left'
import { stopTurn } from './running'
import type { ConversationView, Scenario } from './schema'
import { conversationView } from './views'

interface Change {
  title?: string
  pinned?: boolean
  model?: string | null
  systemPrompt?: string | null
  scenario?: Scenario
}

export async function createConversation({
  userId,
  title,
  model,
  systemPrompt,
  scenario,
}: {
  userId: number
  title?: string
  model?: string
  systemPrompt?: string | null
  scenario?: Scenario
}): Promise<ConversationView> {
  await checkRoomToday(userId)
  const data = { userId, title: title ?? '', model: model ?? null, systemPrompt: systemPrompt ?? null, scenario: scenario ?? null }
  return conversationView(await db().conversation.create({ data: { id: newId('conversation'), ...data } }))
}

export async function changeConversation({ id, userId, ...change }: Change & { id: string; userId: number }): Promise<ConversationView> {
  if (change.systemPrompt) await checkRoomToday(userId)
  const { count } = await db().conversation.updateMany({ where: { id, userId, deletedAt: null }, data: change })
  if (count === 0) throw fail('not_found')
  return conversationView(await db().conversation.findFirstOrThrow({ where: { id, userId } }))
}

/** Hides a conversation at once. `restoreConversation` brings it back. */
export async function deleteConversation({ id, userId }: { id: string; userId: number }): Promise<void> {
  const { count } = await db().conversation.updateMany({ where: { id, userId, deletedAt: null }, data: { deletedAt: new Date() } })
  if (count === 0) throw fail('not_found')
  stopTurn(id)
}

export async function restoreConversation({ id, userId }: { id: string; userId: number }): Promise<ConversationView> {
  const { count } = await db().conversation.updateMany({ where: { id, userId, deletedAt: { not: null } }, data: { deletedAt: null } })
  if (count === 0) throw fail('not_found')
  return conversationView(await db().conversation.findFirstOrThrow({ where: { id, userId } }))
}
