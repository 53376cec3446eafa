import 'server-only'
import type { Attempt } from '@/lib/ledger/turn/records'
import { log } from '@/lib/log'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import type { Admitted } from '../admit/admit-call'
import { boundsOf, type Planned } from '../admit/plan-call'
import { saidIn } from '../generation/request'
import { countPrompt } from '../measure/count-tokens'
import type { Delivered, StreamEnd } from '../measure/stream-end'
import { type Counting, chargedUsage } from '../measure/usage'
import { keepAliveMs } from '../relay/caller-body'
import type { SentAgain, StreamHooks } from '../relay/stream-types'
import type { Sent } from '../send/send'
import { failed, succeeded, undecided } from '../targets/breaker'
import { wordsForOperators } from '../targets/words-for-operators'
import { watchStream } from './running-streams'
import { settleCall } from './settle-call'

export const endings: Record<StreamEnd['how'], { status: number; errorCode: string | null }> = {
  complete: { status: 200, errorCode: null },
  gone: { status: 499, errorCode: 'client_gone' },
  cut: { status: 502, errorCode: 'upstream_failed' },
  malformed: { status: 502, errorCode: 'upstream_failed' },
  timeout: { status: 504, errorCode: 'upstream_timeout' },
  parted: { status: 502, errorCode: 'upstream_failed' },
}

/**
 * What happens at the end of a stream, however it ends: its place is given back, its target judged, and the call settled. `sendAgain` sends
 * the request of a stream that broke once more; undefined when nothing is left to try, or none is to be.
 */
export function streamHooks(
  admitted: Admitted,
  first: Sent<unknown>,
  attempts: Attempt[],
  sendAgain?: (broken: Sent<unknown>) => Promise<Sent<SentAgain> | undefined>,
): StreamHooks {
  const { plan } = admitted
  const { model } = first.candidate
  let input: number | undefined
  const inputTokens = () => (input ??= countPrompt(saidIn(plan.request), model.imageTokens))
  let unwatch: (() => void) | undefined
  /** The attempt whose answer the caller gets, or got last. */
  let sent = first
  let running = true
  let queueMs = first.queueMs
  const endAttempt = (outcome: Outcome) => {
    if (!running) return
    running = false
    sent.slot.release()
    noteEnd(attempts.at(-1), sent, outcome.how)
    // An error while judging must not keep the call from being settled.
    try {
      judge(plan, sent, outcome)
    } catch (error) {
      log('error', 'a target was not judged', { error })
    }
  }
  let over = false
  const again = async (broke: Outcome, send: NonNullable<typeof sendAgain>) => {
    endAttempt(broke)
    const next = await send(sent)
    if (!next) return null
    // What both delivered counts for the slot of the last.
    sent.slot.used(0)
    sent = next
    running = true
    queueMs += next.queueMs
    if (over) endAttempt({ how: 'gone' })
    return next.value
  }
  return {
    keepAliveMs,
    delivering(delivered: Delivered) {
      const { id, startedAt } = plan.exchange
      unwatch = watchStream({ id, startedAt, priceVersionId: model.priceVersionId, inputTokens, outputTokens: () => delivered.tokens() })
    },
    ...(sendAgain && { again: (broke: Outcome) => again(broke, sendAgain) }),
    async settle({ how, finished, usage: reported, delivered, finishReason, ttftMs, words }) {
      over = true
      endAttempt({ how, words })
      const last = attempts.at(-1)
      if (last && how === 'gone' && last.status === null) last.reason ??= how
      const served = sent.candidate
      const counting: Counting = {
        reported,
        complete: finished,
        hasContent: delivered.hasContent,
        length: delivered.length,
        inputTokens,
        outputTokens: () => delivered.tokens(),
        bounds: boundsOf(plan, served),
        soFar: delivered.soFar,
      }
      const usage = () => chargedUsage(counting)
      const { slot } = sent
      const ending = { served, slot, usage, atMostHeld: !finished, attempts, queueMs, ttftMs, finishReason, ...endings[how] }
      // What it has delivered stays in the journal until it is settled.
      const { chargeNanos, usage: charged } = await settleCall(admitted, ending).finally(() => unwatch?.())
      return { cost: formatNanos(chargeNanos), ...(charged ? { usage: charged } : {}) }
    },
  }
}

type Outcome = Pick<StreamEnd, 'how' | 'words'>

export function noteEnd(entry: Attempt | undefined, { triedAt }: Sent<unknown>, how: StreamEnd['how']): void {
  if (!entry) return
  entry.ms = Math.round(performance.now() - triedAt)
  if (how !== 'complete' && how !== 'gone') entry.reason = how
}

/** Judges the target: a stream that broke is its fault, one that the caller left or that said something else than before is not. */
export function judge({ caller, exchange }: Planned, { candidate: { target }, tookMs }: Sent<unknown>, { how, words }: Outcome): void {
  const userId = caller.user.id
  if (how === 'complete') succeeded(target.id, userId, tookMs)
  else if (how === 'gone' || how === 'parted') undecided(target.id, userId)
  else {
    const said = wordsForOperators(words, target.upstream.apiKey)
    failed(target.id, { userId, reason: how, status: 200, callId: exchange.id, words: said }, settings())
  }
}
