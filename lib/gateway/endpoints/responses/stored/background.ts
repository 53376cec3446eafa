import 'server-only'
import type { Readable } from 'node:stream'
import { fail } from '@/lib/errors'
import { isObject } from '@/lib/json-object'
import { beginBackground } from '@/lib/responses/background/begin-background'
import { endBackground } from '@/lib/responses/background/end-background'
import type { RunningResponse } from '@/lib/responses/background/running-response'
import { interrupted } from '@/lib/responses/find-response'
import { giveThreadBack } from '@/lib/responses/threads/take-thread'
import type { AnswerHead, BackgroundAnswer, ToldError } from '../../endpoint'
import { errorMembers, failedCode } from '../error-event'
import { eventOf } from '../event-of'
import { OutputItems } from '../output-items'
import { askedOf, begins, ownInput, responseHead, responseId, tailOf, takenBy } from '../response-head'
import { followedEvents } from './followed-events'

type Members = Record<string, unknown>

const ends = new Set<unknown>(['response.completed', 'response.incomplete', 'response.failed'])

/** Stores a response that goes on without its caller, and says what the caller is told at once. */
export async function beginResponse(head: AnswerHead): Promise<BackgroundAnswer> {
  const { owner } = head
  if (owner === undefined) throw fail('internal', { cause: 'a response in the background is somebody’s' })
  const asked = askedOf(head)
  const id = responseId(head.id)
  const response = { ...responseHead(head), status: 'queued' }
  const previous = asked.previous_response_id
  const running = await beginBackground({
    owner,
    id,
    previousId: typeof previous === 'string' ? previous : null,
    input: ownInput(head),
    response,
    events: begins.map((type, at) => eventOf(type, { response }, at)),
  })
  const reply = asked.stream === true ? followedEvents({ owner, id, from: 0 }) : JSON.stringify(response)
  return new ResponseInBackground(head, running, reply)
}

class ResponseInBackground implements BackgroundAnswer {
  readonly reply: string | Readable
  readonly #head: AnswerHead
  readonly #running: RunningResponse
  /** What was said, also where the answer has no end. */
  readonly #output: OutputItems
  #end: { response: Members; event: string } | undefined

  constructor(head: AnswerHead, running: RunningResponse, reply: string | Readable) {
    this.reply = reply
    this.#head = head
    this.#running = running
    this.#output = new OutputItems(tailOf(head.id), new Map(), () => {})
  }

  get signal() {
    return this.#running.signal
  }

  take(data: string, name: string): void {
    const event = `event: ${name}\ndata: ${data}\n\n`
    const json = JSON.parse(data) as Members
    if (ends.has(json.type) && isObject(json.response)) {
      this.#end = { response: json.response, event }
      return
    }
    this.#output.follow(json)
    this.#running.add(event)
  }

  async end(error?: ToldError): Promise<void> {
    const { response, event } = this.#ended(error)
    const turn = takenBy(this.#head)
    const whole = response.status === 'completed' || response.status === 'incomplete'
    await endBackground(this.#running, { input: ownInput(this.#head), response, event, turn: whole ? turn : undefined })
    if (turn) await giveThreadBack(turn)
  }

  /** An answer that was whole before it was stopped stays whole. */
  #ended(error: ToldError | undefined): { response: Members; event: string } {
    const { stopped, next } = this.#running
    if (this.#end && (!stopped || this.#end.response.status !== 'failed')) return this.#end
    this.#output.close('length')
    const how = stopped === 'cancelled' || stopped === 'deleted' ? { status: 'cancelled' } : failureOf(stopped, error)
    const response = { ...responseHead(this.#head), output: this.#output.items, ...how }
    return { response, event: eventOf(`response.${how.status}`, { response }, next) }
  }
}

function failureOf(stopped: RunningResponse['stopped'], error: ToldError | undefined): { status: string; error?: Members } {
  if (stopped === 'interrupted') return interrupted
  if (stopped === 'too_long')
    return { status: 'failed', error: { code: 'server_error', message: 'The response is too long to be stored.' } }
  const { code, message } = errorMembers(error?.code ?? 'internal', error?.message)
  return { status: 'failed', error: { code: failedCode(code), message } }
}
