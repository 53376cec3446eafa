import 'server-only'
import type { Conversation, Message } from '@/lib/db/generated/client'
import { db } from '@/lib/db/prisma'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { longestConversation, type MessagePart, type MessageStatus, type TurnRequest } from './schema'
import { newestThread } from './views'

/** What a turn will store, decided but not stored yet. */
export interface PlannedTurn {
  conversation: Conversation
  /** The messages before the question, oldest first. */
  thread: Message[]
  /** The user's new text; undefined when an answer is made anew. */
  question: string | undefined
}

export interface KeptTurn {
  conversation: Conversation
  answer: Message
}

/** The text as PostgreSQL can keep it: NUL and half letters, of which models write some, become the sign for what was lost. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')

const firstLine = (text: string) => {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return [...line].length > 40 ? `${[...line].slice(0, 40).join('')}…` : line
}

/** Each message counts at least this much, because reading it costs something however short it is. */
const shortest = 500
const lengthOf = (parts: MessagePart[]) =>
  Math.max(
    shortest,
    parts.reduce((sum, { text }) => sum + text.length, 0),
  )

/**
 * Reads the messages that the model is shown. Every named message must be in this conversation of this user, and there must be room left in
 * it.
 */
export async function planTurn({ id, userId, turn }: { id: string; userId: number; turn: TurnRequest }): Promise<PlannedTurn> {
  const conversation = await db().conversation.findFirst({ where: { id, userId, deletedAt: null } })
  if (!conversation) throw fail('not_found')
  const rows = await db().message.findMany({ where: { conversationId: id }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  const question = turn.regenerate === undefined ? (turn.text ?? '') : undefined
  const length = rows.reduce((sum, { parts }) => sum + lengthOf(parts as MessagePart[]), question?.length ?? 0)
  if (length > longestConversation) throw fail('conversation_full')
  const thread = newestThread(rows)
  if (turn.regenerate !== undefined) cutBefore(thread, turn.regenerate, 'assistant')
  else if (turn.editOf !== undefined) cutBefore(thread, turn.editOf, 'user')
  if (question === undefined && thread.at(-1)?.role !== 'user') throw fail('invalid_request', { fields: { regenerate: 'no_answer' } })
  return { conversation, thread, question }
}

/** Stores the question and an empty answer, in one transaction. */
export function keepTurn({ conversation, thread, question }: PlannedTurn, model: string): Promise<KeptTurn> {
  const { id } = conversation
  return transaction(async (tx) => {
    const title = conversation.title || firstLine(question ?? '')
    const { count } = await tx.conversation.updateMany({ where: { id, deletedAt: null }, data: { model, title } })
    if (count === 0) throw fail('not_found')
    const now = Date.now()
    let parentId = thread.at(-1)?.id ?? null
    if (question !== undefined) {
      const parts = [{ type: 'text', text: question }]
      const row = { id: newId('message', now), conversationId: id, parentId, role: 'user', parts, createdAt: new Date(now) }
      parentId = (await tx.message.create({ data: row })).id
    }
    const answer = await tx.message.create({
      data: {
        id: newId('message', now + 1),
        conversationId: id,
        parentId,
        role: 'assistant',
        parts: [],
        model,
        status: 'running',
        createdAt: new Date(now + 1),
      },
    })
    return { conversation: { ...conversation, title, model }, answer }
  })
}

function cutBefore(thread: Message[], id: string, role: 'user' | 'assistant'): void {
  const at = thread.findIndex((row) => row.id === id && row.role === role)
  if (at < 0) throw fail('invalid_request', { fields: { [role === 'user' ? 'editOf' : 'regenerate']: 'not_in_conversation' } })
  thread.length = at
}

export interface AnswerEnd {
  parts: MessagePart[]
  status: MessageStatus
  errorCode?: string | null
  model?: string | null
  callId?: string | null
  inputTokens?: number | null
  outputTokens?: number | null
  chargeNanos?: bigint | null
  ttftMs?: number | null
  durationMs?: number | null
  reasoningMs?: number | null
}

/** Stores the current state of an answer. It is also called in between, so that a crash loses only seconds. */
export async function saveAnswer(id: string, { chargeNanos, parts, model, errorCode, ...end }: AnswerEnd): Promise<void> {
  await db().message.updateMany({
    where: { id },
    data: {
      ...end,
      parts: parts.map((part) => ({ ...part, text: storable(part.text) })),
      ...(model && { model: storable(model) }),
      ...(errorCode !== undefined && { errorCode: errorCode && storable(errorCode) }),
      ...(chargeNanos !== undefined && { charge: chargeNanos }),
    },
  })
}
