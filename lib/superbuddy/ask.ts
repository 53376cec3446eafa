import 'server-only'
import type { ChatEvent } from '@/lib/chat/answer-events'
import { startTurn } from '@/lib/chat/turn'
import type { MessageFacts } from '@/lib/conversations/schema'
import { type AppError, errorCodes, fail } from '@/lib/errors'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'
import type { UserRow } from '@/lib/users/users'
import type { Answered } from './schema'

interface Question {
  user: UserRow
  address: string | null
  conversationId: string
  content: string
  model: string
}

/** Asks the model for points, whatever conversation it is in. Refusals throw before anything is stored. */
export const ask = ({ user, address, conversationId: id, content: text, model }: Question): Promise<ReadableStream<ChatEvent>> =>
  startTurn({ id, user, address, turn: { text, model }, inPoints: true })

interface Heard {
  id: string
  content: string
  facts: MessageFacts | undefined
}

/** Puts an answer together from the turn's events. */
function hear(heard: Heard, event: ChatEvent): void {
  if (event.type === 'start') heard.id = event.messageId ?? ''
  if (event.type === 'text-delta') heard.content += event.delta
  if (event.type === 'finish') heard.facts = event.messageMetadata
}

/** Reads the turn to its end. Throws when the model failed; the points are back by then. */
async function answerOf({ id, content, facts }: Heard, userId: number): Promise<Answered> {
  if (!facts || facts.status === 'failed') throw failureOf(facts)
  const { points } = await walletOf(userId)
  const { model, status, createdAt: timestamp } = facts
  return { assistant_message: { id, role: 'assistant', content, model, status, timestamp }, points: Number(points) }
}

function failureOf(facts: MessageFacts | undefined): AppError {
  const code = errorCodes.find((known) => known === facts?.errorCode) ?? 'upstream_failed'
  return fail(code, { ...(facts?.errorMessage && { message: facts.errorMessage }) })
}

/** The whole answer, when it has ended. */
export async function wholeAnswer(events: ReadableStream<ChatEvent>, userId: number): Promise<Answered> {
  const heard: Heard = { id: '', content: '', facts: undefined }
  for await (const event of events) hear(heard, event)
  return answerOf(heard, userId)
}

/**
 * The answer as server-sent events: `{"delta"}` for each piece of it, `{"reasoning"}` for each of what the model thinks, and what
 * `wholeAnswer` gives at the end, or `{"error"}`; `[DONE]` is the last.
 */
export function streamedAnswer(
  events: ReadableStream<ChatEvent>,
  userId: number,
  tell: (error: unknown) => object,
): ReadableStream<string> {
  const heard: Heard = { id: '', content: '', facts: undefined }
  const line = (data: object) => `data: ${JSON.stringify(data)}\n\n`
  return events.pipeThrough(
    new TransformStream<ChatEvent, string>({
      transform(event, out) {
        hear(heard, event)
        if (event.type === 'text-delta') out.enqueue(line({ delta: event.delta }))
        if (event.type === 'reasoning-delta') out.enqueue(line({ reasoning: event.delta }))
      },
      async flush(out) {
        out.enqueue(line(await answerOf(heard, userId).catch(tell)))
        out.enqueue('data: [DONE]\n\n')
      },
    }),
  )
}
