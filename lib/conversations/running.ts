import 'server-only'
import { once } from '@/lib/once'

/** An answer that this process is writing: its text so far, and its listeners. */
export interface RunningTurn<Event> {
  conversationId: string
  stop: AbortController
  events: Event[]
  listeners: Set<(event: Event | undefined) => void>
}

const turns = once('conversations.running', () => new Map<string, RunningTurn<unknown>>())

/** Undefined when this conversation is already being answered, because only one answer is written at a time. */
export function beginTurn<Event>(conversationId: string): RunningTurn<Event> | undefined {
  if (turns.has(conversationId)) return undefined
  const turn: RunningTurn<Event> = { conversationId, stop: new AbortController(), events: [], listeners: new Set() }
  turns.set(conversationId, turn as RunningTurn<unknown>)
  return turn
}

export function publish<Event>(turn: RunningTurn<Event>, event: Event): void {
  turn.events.push(event)
  for (const listener of turn.listeners) listener(event)
}

export function endTurn<Event>(turn: RunningTurn<Event>): void {
  turns.delete(turn.conversationId)
  for (const listener of turn.listeners) listener(undefined)
  turn.listeners.clear()
}

export const isRunning = (conversationId: string): boolean => turns.has(conversationId)

/** False when no answer was running. */
export function stopTurn(conversationId: string): boolean {
  const turn = turns.get(conversationId)
  turn?.stop.abort()
  return turn !== undefined
}

/** Gives everything said so far and whatever follows, to any number of listeners. Undefined when no answer is running. */
export function follow<Event>(conversationId: string): ReadableStream<Event> | undefined {
  const turn = turns.get(conversationId) as RunningTurn<Event> | undefined
  if (!turn) return undefined
  let listener: ((event: Event | undefined) => void) | undefined
  return new ReadableStream<Event>({
    start(out) {
      for (const event of turn.events) out.enqueue(event)
      listener = (event) => (event === undefined ? out.close() : out.enqueue(event))
      turn.listeners.add(listener)
    },
    cancel() {
      if (listener) turn.listeners.delete(listener)
    },
  })
}
