import 'server-only'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type KeptTurn, keepTurn, type PlannedTurn, planTurn, saveAnswer } from '@/lib/conversations/messages'
import { checkOwner } from '@/lib/conversations/read-conversation'
import { checkRoomToday } from '@/lib/conversations/room-left'
import { beginTurn, endTurn, follow, publish, type RunningTurn } from '@/lib/conversations/running'
import type { MessageFacts, MessagePart, MessageStatus, TurnRequest } from '@/lib/conversations/schema'
import { fail } from '@/lib/errors'
import type { Admitted } from '@/lib/gateway/admit/admit-call'
import { EventParser } from '@/lib/gateway/relay/event-parser'
import { admitAsUser, answerAsUser, dropCall } from '@/lib/gateway/serve-user'
import { exactDecimal } from '@/lib/json'
import { settlePoints } from '@/lib/ledger/points/settle-points'
import { takePoints } from '@/lib/ledger/points/take-points'
import { log } from '@/lib/log'
import { settings } from '@/lib/settings/settings'
import { settledCall } from '@/lib/usage/settled-call'
import type { UserRow } from '@/lib/users/users'
import { AnswerEvents, type ChatEvent } from './answer-events'

type Message = KeptTurn['answer']

const saveEveryMs = 2000
const settlesWithinMs = 2000
const largestEvent = 16 * 1024 * 1024

const textOf = (row: Message) =>
  (row.parts as MessagePart[])
    .filter(({ type }) => type === 'text')
    .map(({ text }) => text)
    .join('')

/** Failed answers without text, and reasoning, are not shown to the model again. */
function chatBody(turn: TurnRequest, { conversation: { systemPrompt }, thread, question }: PlannedTurn) {
  const messages = thread.map((row) => ({ role: row.role, content: textOf(row) })).filter(({ content }) => content !== '')
  if (question !== undefined) messages.push({ role: 'user', content: question })
  return {
    model: turn.model,
    messages: systemPrompt ? [{ role: 'system', content: systemPrompt }, ...messages] : messages,
    stream: true,
    stream_options: { include_usage: true },
    ...(turn.temperature === undefined ? {} : { temperature: turn.temperature }),
    ...(turn.maxTokens === undefined ? {} : { max_tokens: turn.maxTokens }),
  }
}

/**
 * Asks the model and streams its answer. Limits and money are checked before anything is stored: a refused turn throws and leaves nothing
 * behind. The answer is written to its end even when the page is closed; only `stopTurn` ends it early.
 */
export async function startTurn({
  id,
  user,
  address,
  turn,
  inPoints = false,
}: {
  id: string
  user: UserRow
  address: string | null
  turn: TurnRequest
  /** It costs points and no money, as every turn of a conversation that was begun at SuperBuddy. */
  inPoints?: boolean
}): Promise<ReadableStream<ChatEvent>> {
  // Ownership comes before anything is taken, so that a stranger's attempt cannot block the owner.
  await checkOwner({ id, userId: user.id })
  const running = beginTurn<ChatEvent>(id)
  if (!running) throw fail('busy')
  try {
    const stream = follow<ChatEvent>(id)
    if (!stream) throw fail('busy')
    await checkRoomToday(user.id)
    const planned = await planTurn({ id, userId: user.id, turn })
    const body = chatBody(turn, planned)
    const paidElsewhere = inPoints || planned.conversation.scenario !== null
    const admitted = await admitAsUser({ user, address, endpoint: 'chat/completions', body, session: id, paidElsewhere })
    const points = paidElsewhere ? pointsOf(admitted, user) : undefined
    try {
      await points?.take()
      const kept = await keepTurn(planned, turn.model)
      void answer(running, kept.answer, () => answerAsUser(admitted, running.stop.signal), points)
    } catch (error) {
      const told = await dropCall(admitted, error)
      await points?.settle()
      throw told
    }
    return stream
  } catch (error) {
    endTurn(running)
    throw error
  }
}

type Points = ReturnType<typeof pointsOf>

/** The points of an admitted turn. What could not be settled here is settled by the sweep. */
function pointsOf({ plan: { exchange } }: Admitted, { walletId }: UserRow) {
  return {
    take: () => takePoints({ walletId, call: exchange, points: BigInt(settings().chatPoints) }),
    settle: () =>
      settlePoints(exchange.id).catch((error: unknown) =>
        log('warn', 'the points of a turn were not settled', { call: exchange.id, error }),
      ),
  }
}

type Called = Awaited<ReturnType<typeof answerAsUser>>

async function answer(turn: RunningTurn<ChatEvent>, row: Message, ask: () => Promise<Called>, points?: Points): Promise<void> {
  const begin = performance.now()
  const events = new AnswerEvents(
    (event) => publish(turn, event),
    begin,
    () => performance.now(),
  )
  let callId: string | null = null
  let save: NodeJS.Timeout | undefined
  const facts = (status: MessageStatus): MessageFacts => {
    const { chargeNanos, model, ...figures } = events.facts
    return {
      ...figures,
      model: model ?? row.model,
      status,
      callId,
      charge: chargeNanos === null ? null : exactDecimal(chargeNanos),
      durationMs: status === 'running' ? null : Math.round(performance.now() - begin),
      errorCode: events.error?.code ?? null,
      errorMessage: events.error?.message ?? null,
      createdAt: row.createdAt.toISOString(),
    }
  }
  publish(turn, { type: 'start', messageId: row.id, messageMetadata: facts('running') })
  try {
    const reply = await ask()
    callId = reply.headers['x-request-id'] ?? null
    save = setInterval(
      () =>
        void saveAnswer(row.id, { parts: events.parts, status: 'running', callId }).catch((error) =>
          log('warn', 'saving an answer', { error }),
        ),
      saveEveryMs,
    )
    if (isStream(reply.body)) await read(reply.body, events)
    else events.error = errorOf(reply.body)
  } catch (error) {
    if (!turn.stop.signal.aborted) {
      log('error', 'a chat turn failed', { error })
      events.error = { code: 'internal', message: '' }
    }
  }
  clearInterval(save)
  events.close()
  // After a stop the stream's end, which names the charge, is not read.
  if (turn.stop.signal.aborted && callId !== null && events.facts.chargeNanos === null) Object.assign(events.facts, await settled(callId))
  const status = turn.stop.signal.aborted ? 'stopped' : events.error ? 'failed' : 'complete'
  const end = facts(status)
  try {
    await saveAnswer(row.id, { ...events.facts, parts: events.parts, status, callId, errorCode: end.errorCode, durationMs: end.durationMs })
  } catch (error) {
    log('error', 'an answer could not be stored', { error })
  }
  await points?.settle()
  publish(turn, { type: 'finish', messageMetadata: end })
  endTurn(turn)
}

/** The call is settled a moment after it was left. An answer does not wait long for it. */
async function settled(callId: string) {
  for (let waited = 0; waited < settlesWithinMs; waited += 50) {
    const call = await settledCall(callId).catch(() => undefined)
    if (call) return call
    await sleep(50)
  }
}

const isStream = (body: unknown): body is Readable => typeof body === 'object' && body !== null && 'pipe' in body

/** Resolves when the answer has ended, complete or not. */
function read(body: Readable, events: AnswerEvents): Promise<void> {
  return new Promise((done, failed) => {
    const parser = new EventParser((data) => {
      events.take(data)
      return true
    }, largestEvent)
    body.on('data', (part: Buffer | string) => {
      try {
        parser.push(typeof part === 'string' ? Buffer.from(part) : part)
      } catch (error) {
        body.destroy()
        failed(error)
      }
    })
    body.on('error', failed).on('close', done)
  })
}

function errorOf(body: unknown): { code: string; message: string } {
  try {
    const { error } = JSON.parse(String(body)) as { error?: { code?: string; message?: string; reason?: string } }
    return { code: error?.reason ?? error?.code ?? 'internal', message: error?.message ?? '' }
  } catch {
    return { code: 'internal', message: '' }
  }
}
