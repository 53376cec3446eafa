import 'server-only'
import type { Conversation, Message } from '@/lib/db/generated/client'
import { exactDecimal } from '@/lib/json'
import { isRunning } from './running'
import type { ConversationView, MessagePart, MessageStatus, MessageView } from './schema'

export const conversationView = (row: Conversation): ConversationView => ({
  id: row.id,
  title: row.title,
  model: row.model,
  pinned: row.pinned,
  systemPrompt: row.systemPrompt,
  scenario: row.scenario as ConversationView['scenario'],
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  running: isRunning(row.id),
})

/** A message that is marked as running although nobody writes it was cut off with its process. */
const statusOf = (row: Message): MessageStatus =>
  row.status === 'running' && !isRunning(row.conversationId) ? 'interrupted' : (row.status as MessageStatus)

export const messageView = (row: Message): MessageView => ({
  id: row.id,
  role: row.role === 'user' ? 'user' : 'assistant',
  parts: row.parts as MessagePart[],
  metadata: {
    status: statusOf(row),
    errorCode: row.errorCode,
    model: row.model,
    callId: row.callId,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    charge: row.charge === null ? null : exactDecimal(row.charge),
    ttftMs: row.ttftMs,
    durationMs: row.durationMs,
    reasoningMs: row.reasoningMs,
    createdAt: row.createdAt.toISOString(),
  },
})

/** Finds the newest branch of a tree of messages, oldest first. */
export function newestThread(rows: Message[]): Message[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const thread: Message[] = []
  for (let row = rows.at(-1); row; row = row.parentId ? byId.get(row.parentId) : undefined) thread.unshift(row)
  return thread
}
