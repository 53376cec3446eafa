import 'server-only'
import type { Attempt } from '@/lib/ledger/turn/records'
import { log } from '@/lib/log'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import type { Admitted } from '../admit/admit-call'
import { boundsOf, type Plan } from '../admit/plan-call'
import { saidIn } from '../generation/request'
import { countPrompt } from '../measure/count-tokens'
import type { Delivered, StreamEnd } from '../measure/stream-end'
import { type Counting, chargedUsage } from '../measure/usage'
import { keepAliveMs } from '../relay/caller-body'
import type { StreamEnds } from '../relay/stream-types'
import type { Sent } from '../send/send'
import { failed, succeeded, undecided } from '../targets/breaker'
import type { Candidate } from '../targets/candidate'
import { wordsForOperators } from '../targets/words-for-operators'
import { watchStream } from './running-streams'
import { settleCall } from './settle-call'

const endings: Record<StreamEnd['how'], { status: number; errorCode: string | null }> = {
  complete: { status: 200, errorCode: null },
  gone: { status: 499, errorCode: 'client_gone' },
  cut: { status: 502, errorCode: 'upstream_failed' },
  malformed: { status: 502, errorCode: 'upstream_failed' },
  timeout: { status: 504, errorCode: 'upstream_timeout' },
}

/** What happens at the end of a stream, however it ends: its place is given back, its target judged, and the call settled. */
export function streamEnds(admitted: Admitted, { candidate, slot, queueMs, triedAt }: Sent<unknown>, attempts: Attempt[]): StreamEnds {
  const { plan } = admitted
  let input: number | undefined
  const inputTokens = () => (input ??= countPrompt(saidIn(plan.request), candidate.model.imageTokens))
  let unwatch: (() => void) | undefined
  return {
    keepAliveMs,
    delivering(delivered: Delivered) {
      const { id, startedAt } = plan.exchange
      const { priceVersionId } = candidate.model
      unwatch = watchStream({ id, startedAt, priceVersionId, inputTokens, outputTokens: () => delivered.tokens() })
    },
    async settle({ how, finished, usage: reported, delivered, finishReason, ttftMs, words }) {
      slot.release()
      // An error while judging must not keep the call from being settled.
      try {
        judge(plan, candidate, { how, words, latencyMs: ttftMs - (triedAt - plan.exchange.startedAt) })
      } catch (error) {
        log('error', 'a target was not judged', { error })
      }
      const tried = attempts.at(-1)
      if (tried) {
        tried.ms = Math.round(performance.now() - triedAt)
        if (how !== 'complete' && how !== 'gone') tried.reason = how
      }
      const counting: Counting = {
        reported,
        complete: finished,
        hasContent: delivered.hasContent,
        length: delivered.length,
        inputTokens,
        outputTokens: () => delivered.tokens(),
        bounds: boundsOf(plan, candidate),
      }
      const ending = { served: candidate, usage: () => chargedUsage(counting), attempts, queueMs, ttftMs, finishReason, ...endings[how] }
      // What it has delivered stays in the journal until it is settled.
      const { chargeNanos, usage } = await settleCall(admitted, ending).finally(() => unwatch?.())
      return { cost: formatNanos(chargeNanos), ...(usage ? { usage } : {}) }
    },
  }
}

interface Outcome {
  how: StreamEnd['how']
  words: string | undefined
  latencyMs: number
}

/** Judges the target: a stream that broke is its fault, a stream that the caller left is not. */
function judge({ caller, exchange }: Plan, { target }: Candidate, { how, words, latencyMs }: Outcome): void {
  const userId = caller.user.id
  if (how === 'complete') succeeded(target.id, userId, Math.max(0, latencyMs))
  else if (how === 'gone') undecided(target.id, userId)
  else {
    const said = wordsForOperators(words, target.upstream.apiKey)
    failed(target.id, { userId, reason: how, status: 200, callId: exchange.id, words: said }, settings())
  }
}
