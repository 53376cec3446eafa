import 'server-only'
import { fail } from '@/lib/errors'
import { rewritten } from '@/lib/json-edit'
import type { Attempt } from '@/lib/ledger/turn/records'
import { formatNanos } from '@/lib/money'
import type { Signal } from '@/lib/signal'
import type { Admitted } from './admit/admit-call'
import { type TaskPlan, weightOf } from './admit/plan-call'
import type { Reply } from './call/call'
import { routeTask } from './choose/route-task'
import type { TaskAnswer } from './generation/task'
import { loadCounter } from './measure/count-tokens'
import { pricedBy } from './measure/image-price'
import { chargedUnits } from './measure/units'
import { protocolOf } from './protocols'
import { plain, readTask } from './relay/read-task'
import { modelHeaders, replyHeaders, sayQueued } from './reply/headers'
import { asWhole } from './send/as-whole'
import { taskAsking } from './send/attempt'
import { failureOfBody } from './send/failure'
import { type Sent, send } from './send/send'
import { settleCall } from './settle/settle-call'
import { settleFailed } from './settle/settle-failed'
import { succeeded } from './targets/breaker'

/** Answers a task in one piece, which goes out when its charge is durable. */
export async function serveTask(admitted: Admitted<TaskPlan>, signal: Signal): Promise<Reply> {
  const { plan, held } = admitted
  const attempts: Attempt[] = []
  try {
    const sent = await send({
      way: asWhole,
      plan,
      asking: taskAsking(plan.task, weightOf(plan)),
      route: routeTask(plan),
      signal,
      held,
      attempts,
      open(response, { candidate }) {
        const answer = readTask(response, protocolOf(candidate.target.upstream).tasks?.[plan.task.task], plan.task)
        return answer.ok ? { ok: true, value: answer } : failureOfBody(answer)
      },
    })
    sent.slot.release()
    succeeded(sent.candidate.target.id, plan.caller.user.id, sent.tookMs)
    if (signal.aborted) throw fail('client_gone')
    return await paidReply(admitted, sent, attempts)
  } catch (error) {
    throw await settleFailed(admitted, error, attempts)
  }
}

async function paidReply(
  admitted: Admitted<TaskPlan>,
  { value, candidate, slot, queueMs }: Sent<TaskAnswer>,
  attempts: Attempt[],
): Promise<Reply> {
  const { exchange, task, resolved, endpoint } = admitted.plan
  const content = task.keep && typeof value.content !== 'string' ? await task.keep(value.content) : value.content
  await loadCounter().catch(() => {}) // Without the table the count is a guess by length.
  const priced = pricedBy(task, candidate, value.made ? [value.made] : [])
  const { chargeNanos, usage } = await settleCall(admitted, {
    served: candidate,
    priced,
    slot,
    usage: () => chargedUnits(task, value.reported, priced.price),
    status: 200,
    errorCode: null,
    attempts,
    queueMs,
    ttftMs: null,
    finishReason: null,
  })
  const cost = formatNanos(chargeNanos)
  const headers = replyHeaders(exchange, 'json')
  Object.assign(headers, modelHeaders(candidate.model))
  headers['x-atrium-charge'] = cost
  sayQueued(headers, queueMs)
  if (typeof content === 'string') return { status: 200, headers: { ...headers, 'content-type': value.type ?? plain }, body: content }
  if (task.write) {
    const { type, body } = task.write(content)
    return { status: 200, headers: { ...headers, 'content-type': type }, body }
  }
  const json = task.finish?.(content) ?? content
  const _cost = JSON.rawJSON(cost)
  if (endpoint.whole) return { status: 200, headers, body: JSON.stringify({ ...endpoint.whole(json, { usage }), _cost }) }
  const model = (candidate.model === resolved.model ? task.model : null) ?? candidate.model.id
  const told = { ...json, model, ...endpoint.adds?.(json, { usage }), _cost }
  return { status: 200, headers, body: rewritten(told, value.original) }
}
