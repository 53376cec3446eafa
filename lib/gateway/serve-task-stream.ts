import 'server-only'
import { fail } from '@/lib/errors'
import type { Attempt } from '@/lib/ledger/turn/records'
import type { Signal } from '@/lib/signal'
import type { Admitted } from './admit/admit-call'
import { type TaskPlan, weightOf } from './admit/plan-call'
import type { Reply } from './call/call'
import { routeTask } from './choose/route-task'
import { protocolOf } from './protocols'
import { mediaType } from './protocols/media-type'
import type { UpstreamResponse } from './protocols/upstream-response'
import { openTask } from './relay/task-stream'
import { modelHeaders, replyHeaders, sayQueued } from './reply/headers'
import { asStream } from './send/as-stream'
import { taskAsking, type Way } from './send/attempt'
import { failureOfBody } from './send/failure'
import { send } from './send/send'
import { settleFailed } from './settle/settle-failed'
import { taskEnds } from './settle/settle-task-stream'
import { answering } from './targets/breaker'

/** Many servers send the head of an answer only when they have made all of it. */
const whenReady: Way<UpstreamResponse> = {
  ...asStream,
  post: (connection, request, timeouts, caller) => asStream.post(connection, request, { ...timeouts, firstByte: timeouts.answer }, caller),
}

/** Answers a task while its answer comes: events, or the bytes of a sound. The reply is ready with the first of it. */
export async function serveTaskStream(admitted: Admitted<TaskPlan>, signal: Signal): Promise<Reply> {
  const { plan, held } = admitted
  const { exchange, task: asked } = plan
  const attempts: Attempt[] = []
  try {
    const sent = await send({
      way: whenReady,
      plan,
      asking: taskAsking(asked, weightOf(plan)),
      route: routeTask(plan),
      signal,
      held,
      attempts,
      async open(response, { candidate }) {
        const { upstream } = candidate.target
        const task = protocolOf(upstream).tasks?.[asked.task]
        if (!task) throw fail('internal', { cause: `${upstream.protocol} has no ${asked.task}` })
        const { answer, idle, total } = upstream.timeouts
        const limits = { first: answer * 1000, idle: idle * 1000, total: total * 1000 }
        const opened = await openTask(response, { asked, task, limits, startedAt: exchange.startedAt, signal })
        const type = mediaType(response.headers['content-type'], 'application/octet-stream')
        return opened.ok ? { ok: true, value: { start: opened.start, type } } : failureOfBody(opened)
      },
    })
    const { candidate, value } = sent
    answering(candidate.target.id, plan.caller.user.id)
    const headers = replyHeaders(exchange, 'stream')
    if (asked.answer === 'bytes') headers['content-type'] = value.type
    Object.assign(headers, modelHeaders(candidate.model))
    sayQueued(headers, sent.queueMs)
    return { status: 200, headers, body: value.start(taskEnds(admitted, sent, attempts)) }
  } catch (error) {
    throw await settleFailed(admitted, error, attempts)
  }
}
