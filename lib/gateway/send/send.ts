import 'server-only'
import { type AppError, fail } from '@/lib/errors'
import type { Attempt } from '@/lib/ledger/turn/records'
import { log } from '@/lib/log'
import { settings } from '@/lib/settings/settings'
import { type Signal, wait } from '@/lib/signal'
import type { Planned } from '../admit/plan-call'
import { claimOf, type Hindrance, type Picked, pick } from '../choose/pick-target'
import type { RoutedCall } from '../choose/route-call'
import { rememberTarget } from '../choose/sticky-target'
import type { ResponseHead } from '../protocols/upstream-response'
import { type Fault, failed, isHealthy, misconfigured, rests, turnedAway, undecided } from '../targets/breaker'
import { type Candidate, windowOf } from '../targets/candidate'
import type { Wait } from '../targets/slots'
import { wordsForOperators } from '../targets/words-for-operators'
import { type Asking, attempt, type Way } from './attempt'
import type { Failure } from './failure'
import { nothingLeft } from './nothing-left'
import { refusedByUpstream } from './refused-by-upstream'

const mostAttempts = 3
const lastStartMs = 60_000
const patienceMs = 3000
const backOffMs = 150

export interface Sending<R extends ResponseHead, T> {
  way: Way<R>
  plan: Planned
  asking: Asking
  route: RoutedCall
  signal: Signal
  /** Nothing is made of an attempt before it resolves. When it rejects, the attempt counts for nobody, and that is thrown. */
  held: Promise<void>
  /** The attempts are added as they happen, so that the record has them however the call ends. */
  attempts: Attempt[]
  /** When the first attempt began, by the monotonic clock, if there have been some. */
  firstAt?: number
  queued?: Wait['queued']
  /** Opens a 2xx response up to the point from which no other target can be tried. `last` means that nothing is left to try after it. */
  open(response: R, picked: Picked, last: boolean): Opened<T> | Promise<Opened<T>>
}

type Opened<T> = { ok: true; value: T } | Failure

export interface Sent<T> extends Picked {
  value: T
  firstAt: number
}

/** Tries targets until one serves the call, never after the first byte has gone to the caller. */
export async function send<R extends ResponseHead, T>(sending: Sending<R, T>): Promise<Sent<T>> {
  const { plan, route, signal, attempts, queued } = sending
  const userId = plan.caller.user.id
  const hindrance: Hindrance = { open: [], rest: [], full: [] }
  const failures: Failure[] = []
  let tooLong: AppError | undefined
  let left = route.candidates
  let queueMs = 0
  let { firstAt = 0 } = sending
  while (left.length > 0 && attempts.length < mostAttempts && (attempts.length === 0 || performance.now() - firstAt < lastStartMs)) {
    const picked = await pick(left, hindrance, { claim: claimOf(plan), signal, queued }, settings())
    if (signal.aborted) leave(userId, picked)
    if (!picked) break
    queueMs += picked.queueMs
    if (attempts.length === 0) firstAt = performance.now()
    left = left.filter((candidate) => candidate !== picked.candidate)
    const tried = await tryTarget(sending, picked, left.length === 0, firstAt, failures).catch((error: unknown) => {
      picked.slot.release(0)
      undecided(picked.candidate.target.id, userId)
      throw error
    })
    if (tried.ok) {
      // What sends the request of a broken stream again writes it anew: a stream may last for long.
      if (plan.original) plan.original.bytes = undefined
      rememberTarget(userId, plan.resolved.model.id, route.session, picked.candidate.target.id)
      return { ...picked, queueMs, firstAt, value: tried.value }
    }
    const refused =
      tried.kind === 'refused' || tried.kind === 'window' ? refusedByUpstream(tried, picked.candidate.target.upstream) : undefined
    if (tried.kind === 'refused') throw refused
    if (tried.kind === 'window') {
      tooLong ??= refused
      left = left.filter((candidate) => isLarger(candidate, picked.candidate))
    }
  }
  throw tooLong ?? nothingLeft(failures, hindrance)
}

function leave(userId: number, picked: Picked | undefined): never {
  picked?.slot.release(0)
  if (picked) undecided(picked.candidate.target.id, userId)
  throw fail('client_gone')
}

const isLarger = (candidate: Candidate, than: Candidate): boolean =>
  (windowOf(candidate) ?? Number.POSITIVE_INFINITY) > (windowOf(than) ?? Number.POSITIVE_INFINITY) ||
  (windowOf(candidate) !== null && windowOf(than) === null)

/** Tries one target, and once more where that may help. Gives the slot back unless it served the call. */
async function tryTarget<R extends ResponseHead, T>(
  sending: Sending<R, T>,
  picked: Picked,
  last: boolean,
  firstAt: number,
  failures: Failure[],
) {
  const { plan, signal, attempts } = sending
  const userId = plan.caller.user.id
  for (let again = false; ; again = true) {
    const tried = await tryOnce(sending, picked, last)
    if (tried.ok) return tried
    failures.push(tried)
    note(plan, picked, tried)
    const pause = again || attempts.length >= mostAttempts ? undefined : pauseBefore(tried, picked, userId)
    if (tried.kind === 'gone' || signal.aborted) leave(userId, picked)
    if (pause === undefined || performance.now() - firstAt + pause >= lastStartMs) {
      if (tried.kind === 'busy' && tried.retryAfterMs) rests(picked.candidate.target.id, userId, tried.retryAfterMs)
      picked.slot.release(0)
      return tried
    }
    await wait(pause, signal)
    if (signal.aborted) leave(userId, picked)
  }
}

/** Milliseconds until the same target is asked again; undefined when it is not. */
function pauseBefore({ kind, retryAfterMs }: Failure, { candidate }: Picked, userId: number): number | undefined {
  if (kind === 'again') return isHealthy(candidate.target.id, userId) ? backOffMs + Math.random() * backOffMs : undefined
  if (kind === 'busy' && retryAfterMs !== undefined && retryAfterMs <= patienceMs) return retryAfterMs
  return undefined
}

async function tryOnce<R extends ResponseHead, T>(sending: Sending<R, T>, picked: Picked, last: boolean) {
  const { way, asking, signal, held, attempts, open } = sending
  picked.triedAt = performance.now()
  const { target } = picked.candidate
  const entry: Attempt = { upstream: target.upstream.name, upstreamModel: target.upstreamModel, status: null, reason: null, ms: 0 }
  attempts.push(entry)
  const sent = await attempt(way, picked.candidate, asking, signal)
  const opened = sent.ok ? await open(sent.response, picked, last) : sent
  picked.tookMs = performance.now() - picked.triedAt
  entry.ms = Math.round(picked.tookMs)
  entry.status = sent.ok ? sent.response.status : sent.status
  entry.reason = opened.ok ? null : opened.reason
  await held
  return opened
}

/** Tells the breaker and the operator of a failure. The upstream's words stay with the target and never reach the log. */
function note({ exchange, caller }: Planned, { candidate }: Picked, failure: Failure): void {
  const callId = exchange.id
  const userId = caller.user.id
  const { kind, reason, status, message } = failure
  const { id, upstream, upstreamModel } = candidate.target
  if (kind === 'gone') {
    undecided(id, userId)
    return
  }
  const fault: Fault = { userId, reason, status, callId, words: wordsForOperators(message, upstream.apiKey) }
  if (kind === 'again' || kind === 'next' || kind === 'timeout') failed(id, fault, settings())
  else if (kind === 'credentials') misconfigured(id, fault)
  else turnedAway(id, fault)
  log('warn', 'an upstream did not serve a call', { callId, upstream: upstream.name, upstreamModel, reason, status })
}
