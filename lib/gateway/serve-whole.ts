import 'server-only'
import { exactDecimal } from '@/lib/json'
import type { Attempt } from '@/lib/ledger/turn/records'
import { formatNanos } from '@/lib/money'
import type { Admitted } from './admit/admit-call'
import { boundsOf, type Plan, weightOf } from './admit/plan-call'
import type { Reply } from './call/call'
import type { Candidate } from './choose/choose-targets'
import { answeringName, routeCall } from './choose/route-call'
import { rememberTarget } from './choose/sticky-target'
import { countPrompt, countTokens, loadCounter } from './measure/count-tokens'
import { chargedUsage, type Usage } from './measure/usage'
import { readAnswer, type WholeAnswer } from './relay/read-answer'
import { headerText, replyHeaders } from './reply/headers'
import { failureOfBody } from './send/failure'
import { type Sent, send } from './send/send'
import { settleCall } from './settle/settle-call'
import { settleFailed } from './settle/settle-failed'
import { succeeded } from './targets/breaker'

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
      size: plan.size,
      weight: weightOf(plan),
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
  const { chargeNanos } = await settleCall(admitted, {
    served: candidate,
    usage: await countingOf(plan, value, candidate),
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

/** The table is loaded only for what has to be counted here. */
async function countingOf(plan: Plan, { usage: reported, text }: Answer, candidate: Candidate): Promise<() => Usage | null> {
  const bounds = boundsOf(plan, candidate)
  await loadCounter().catch(() => {}) // then a guess by length
  return () =>
    chargedUsage({
      reported,
      complete: true,
      hasContent: text !== '',
      length: text.length,
      inputTokens: () => countPrompt(plan.body, candidate.model.imageTokens),
      outputTokens: () => countTokens(text),
      bounds,
    })
}
