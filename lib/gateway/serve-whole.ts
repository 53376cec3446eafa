import 'server-only'
import { fail } from '@/lib/errors'
import type { Attempt } from '@/lib/ledger/turn/records'
import { formatNanos } from '@/lib/money'
import type { Signal } from '@/lib/signal'
import type { Admitted } from './admit/admit-call'
import { boundsOf, type Plan, weightOf } from './admit/plan-call'
import type { Reply } from './call/call'
import { answerHead, routeCall } from './choose/route-call'
import type { Usage } from './generation/part'
import { saidIn } from './generation/request'
import { countPrompt, countTokens, loadCounter } from './measure/count-tokens'
import { chargedUsage } from './measure/usage'
import { protocolOf } from './protocols'
import type { UpstreamEvent } from './protocols/protocol'
import { finishOfAnswer, readAnswer, textOfAnswer } from './relay/read-answer'
import { modelHeaders, replyHeaders, sayChosen, sayQueued } from './reply/headers'
import { asWhole } from './send/as-whole'
import { askingFor } from './send/attempt'
import { failureOfBody } from './send/failure'
import { type Sent, send } from './send/send'
import { settleCall } from './settle/settle-call'
import { settleFailed } from './settle/settle-failed'
import { succeeded } from './targets/breaker'
import type { Candidate } from './targets/candidate'

/** Answers in one piece, which goes out when its charge is durable. */
export async function serveWhole(admitted: Admitted, signal: Signal): Promise<Reply> {
  const { plan, held } = admitted
  const attempts: Attempt[] = []
  try {
    const sent = await send({
      way: asWhole,
      plan,
      asking: askingFor({ ...plan, weight: weightOf(plan) }),
      route: routeCall(plan),
      signal,
      held,
      attempts,
      open(response, { candidate }) {
        const answer = readAnswer(response, protocolOf(candidate.target.upstream))
        return answer.ok ? { ok: true, value: answer } : failureOfBody(answer)
      },
    })
    sent.slot.release()
    succeeded(sent.candidate.target.id, plan.caller.user.id, sent.tookMs)
    // It may have left while its hold was placed, and gets nothing.
    if (signal.aborted) throw fail('client_gone')
    return await paidReply(admitted, sent, attempts)
  } catch (error) {
    throw await settleFailed(admitted, error, attempts)
  }
}

async function paidReply(
  admitted: Admitted,
  { value, candidate, slot, queueMs }: Sent<UpstreamEvent>,
  attempts: Attempt[],
): Promise<Reply> {
  const { plan } = admitted
  const { exchange, endpoint } = plan
  const { chargeNanos, usage } = await settleCall(admitted, {
    served: candidate,
    slot,
    usage: await countingOf(plan, value, candidate),
    status: 200,
    errorCode: null,
    attempts,
    queueMs,
    ttftMs: null,
    finishReason: finishOfAnswer(value),
  })
  const cost = formatNanos(chargeNanos)
  const headers = replyHeaders(exchange, 'json')
  Object.assign(headers, modelHeaders(candidate.model))
  sayChosen(headers, plan.resolved.chosen)
  headers['x-atrium-charge'] = cost
  sayQueued(headers, queueMs)
  return { status: 200, headers, body: await endpoint.whole(value, { ...answerHead(plan, candidate), cost, usage }) }
}

/** Prepares counting. The first answer of a process loads the table of tokens. */
async function countingOf(plan: Plan, answer: UpstreamEvent, candidate: Candidate): Promise<() => Usage | null> {
  const bounds = boundsOf(plan, candidate)
  const text = textOfAnswer(answer)
  await loadCounter().catch(() => {}) // Without the table the count is a guess by length.
  return () =>
    chargedUsage({
      reported: answer.parts.find((part) => part.type === 'usage')?.usage ?? null,
      complete: true,
      hasContent: text !== '',
      length: text.length,
      inputTokens: () => countPrompt(saidIn(plan.request), candidate.model.imageTokens),
      outputTokens: () => countTokens(text),
      bounds,
    })
}
