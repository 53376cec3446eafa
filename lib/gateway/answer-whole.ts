import 'server-only'
import { exactDecimal } from '@/lib/json'
import type { Attempt } from '@/lib/ledger/records'
import { formatNanos } from '@/lib/money'
import type { Admitted } from './admit'
import { readAnswer, type WholeAnswer } from './answer'
import { succeeded } from './breaker'
import type { Reply } from './call'
import { answeringName, routeCall } from './candidates'
import { windowOf } from './choose-targets'
import { countPrompt, countTokens, loadCounter } from './count'
import { failureOfBody } from './failure'
import { headerText, replyHeaders } from './headers'
import { boundsOf, type Plan } from './plan'
import { type Sent, send } from './send'
import { rememberTarget } from './session'
import { settleCall } from './settle'
import { settleFailed } from './settle-failed'
import { chargedUsage, credible } from './usage'

type Answer = Extract<WholeAnswer, { ok: true }>

/** An answer in one piece. It goes out when its charge is durable. */
export async function answerWhole(admitted: Admitted, signal: AbortSignal): Promise<Reply> {
  const { plan } = admitted
  const attempts: Attempt[] = []
  try {
    const { candidates, session } = routeCall(plan)
    const sent = await send<Answer>({
      callId: plan.exchange.id,
      userId: plan.caller.user.id,
      body: plan.body,
      candidates,
      signal,
      attempts,
      async open(response, { candidate, triedAt }) {
        const timeoutMs = Math.max(1, triedAt + candidate.target.upstream.timeouts.answer * 1000 - performance.now())
        const answer = await readAnswer(response, { timeoutMs, signal, model: answeringName(plan, candidate) })
        return answer.ok ? { ok: true, value: answer } : failureOfBody(answer)
      },
    })
    const { target } = sent.candidate
    sent.slot.release()
    succeeded(target.id, plan.caller.user.id, performance.now() - sent.triedAt)
    rememberTarget(plan.caller.user.id, plan.resolved.model.id, session, target.id)
    return await paidReply(admitted, sent, attempts)
  } catch (error) {
    throw await settleFailed(admitted, error, attempts)
  }
}

async function paidReply(admitted: Admitted, { value, candidate, queueMs }: Sent<Answer>, attempts: Attempt[]): Promise<Reply> {
  const { plan } = admitted
  const usage = await usageOf(plan, value, candidate)
  const chargeNanos = await settleCall(admitted, {
    served: candidate,
    usage,
    status: 200,
    errorCode: null,
    attempts,
    queueMs,
    ttftMs: null,
    finishReason: value.finishReason,
  })
  const headers = replyHeaders(plan.exchange, 'json')
  headers['x-atrium-model'] = headerText(candidate.model.id)
  headers['x-atrium-charge'] = formatNanos(chargeNanos)
  value.json._cost = exactDecimal(chargeNanos)
  return { status: 200, headers, body: JSON.stringify(value.json) }
}

async function usageOf(plan: Plan, { usage: reported, text }: Answer, candidate: Sent<Answer>['candidate']) {
  const bounds = boundsOf(plan, candidate.model, windowOf(candidate))
  const told = reported !== null && bounds.n === 1 && credible(reported, bounds)
  if (!told) await loadCounter().catch(() => {}) // then a guess by length
  return chargedUsage({
    reported,
    complete: true,
    hasContent: text !== '',
    inputTokens: () => countPrompt(plan.body, candidate.model.imageTokens),
    outputTokens: () => countTokens(text),
    bounds,
  })
}
