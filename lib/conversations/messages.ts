import 'server-only'
import type { Conversation, Message } from '../db/generated/client'
import { db } from '../db/prisma'
import { fail } from '../errors'
import { newId } from '../ids'
import type { MessagePart, MessageStatus, TurnRequest } from './schema'
import { newestThread } from './views'

export interface BegunTurn {
  conversation: Conversation
  /** What the model is to be shown, oldest first, ending with the question. */
  thread: Message[]
  /** The message that the user has just written; undefined when an answer is made anew. */
  question: Message | undefined
  answer: Message
}

const firstLine = (text: string) => {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return [...line].length > 40 ? `${[...line].slice(0, 40).join('')}…` : line
}

/** Stores the question and an empty answer, in one transaction. Whatever is named must be in this conversation of this user. */
export function beginMessages({ id, userId, turn }: { id: string; userId: number; turn: TurnRequest }): Promise<BegunTurn> {
  return db().$transaction(async (tx) => {
    const conversation = await tx.conversation.findFirst({ where: { id, userId, deletedAt: null } })
    if (!conversation) throw fail('not_found')
    const rows = await tx.message.findMany({ where: { conversationId: id }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
    const thread = newestThread(rows)
    const now = Date.now()
    let question: Message | undefined
    if (turn.regenerate !== undefined) cutBefore(thread, turn.regenerate, 'assistant')
    else {
      if (turn.editOf !== undefined) cutBefore(thread, turn.editOf, 'user')
      const parts = [{ type: 'text', text: turn.text ?? '' }]
      question = await tx.message.create({
        data: {
          id: newId('message', now),
          conversationId: id,
          parentId: thread.at(-1)?.id ?? null,
          role: 'user',
          parts,
          createdAt: new Date(now),
        },
      })
      thread.push(question)
    }
    const asked = thread.at(-1)
    if (asked?.role !== 'user') throw fail('invalid_request', { fields: { regenerate: 'no_answer' } })
    const answer = await tx.message.create({
      data: {
        id: newId('message', now + 1),
        conversationId: id,
        parentId: asked.id,
        role: 'assistant',
        parts: [],
        model: turn.model,
        status: 'running',
        createdAt: new Date(now + 1),
      },
    })
    const title = conversation.title || firstLine(turn.text ?? '')
    await tx.conversation.update({ where: { id }, data: { model: turn.model, title } })
    return { conversation: { ...conversation, title, model: turn.model }, thread, question, answer }
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

/** Writes what an answer has become; also in between, so that a crash loses seconds only. */
export async function saveAnswer(id: string, { chargeNanos, ...end }: AnswerEnd): Promise<void> {
  await db().message.updateMany({
    where: { id },
    data: { ...end, model: end.model ?? undefined, ...(chargeNanos === undefined ? {} : { charge: chargeNanos }) },
  })
}
