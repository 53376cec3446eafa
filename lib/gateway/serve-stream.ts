import 'server-only'
import type { Model } from '@/lib/catalog/entries'
import type { Attempt } from '@/lib/ledger/turn/records'
import type { Signal } from '@/lib/signal'
import type { Admitted } from './admit/admit-call'
import { mostAt } from './admit/most'
import { type Plan, weightOf } from './admit/plan-call'
import type { Reply } from './call/call'
import { answerHead, routeCall } from './choose/route-call'
import { protocolOf } from './protocols'
import { CallerBody, keepAliveMs } from './relay/caller-body'
import { openStream } from './relay/relay'
import type { OpenedStream } from './relay/stream-types'
import { modelHeaders, replyHeaders } from './reply/headers'
import { asStream } from './send/as-stream'
import { askingFor } from './send/attempt'
import { failureOfBody } from './send/failure'
import { type Sent, send } from './send/send'
import { settleFailed } from './settle/settle-failed'
import { streamEnds } from './settle/settle-stream'
import { answering } from './targets/breaker'
import type { Candidate } from './targets/candidate'

type Opened = Extract<OpenedStream, { ok: true }>

/** Seconds, while another target is left and on the last one. */
const firstToken = { early: 10, last: 60 }

/** Answers with a stream. The reply is ready with the first content, or after a second of silence; comments are sent meanwhile. */
export function serveStream(admitted: Admitted, signal: Signal): Promise<Reply> {
  const { plan, held } = admitted
  const attempts: Attempt[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  let body: CallerBody | undefined
  let sent: Sent<Opened> | undefined
  const relay = async () => {
    const route = routeCall(plan)
    const beginBody = () => {
      if (body) return
      body = new CallerBody(plan.endpoint.stream(answerHead(plan)))
      body.keepAlive(keepAliveMs)
      resolve(streamReply(plan, onlyModelOf(route.candidates), body))
    }
    // Not even a comment goes out before the hold is there.
    const onSilence = () => void held.then(beginBody, () => {})
    sent = await send({
      way: asStream,
      plan,
      asking: askingFor({ ...plan, weight: weightOf(plan) }),
      route,
      signal,
      held,
      attempts,
      async open(response, { candidate }, last) {
        const head = answerHead(plan, candidate)
        const opened = await openStream(response, {
          protocol: protocolOf(candidate.target.upstream),
          writer: plan.endpoint.stream(head),
          alike: head.alike,
          ...mostAt(plan, candidate.model, candidate.target),
          limits: limitsOf(candidate, last),
          signal,
          startedAt: plan.exchange.startedAt,
          onSilence,
        })
        return opened.ok ? { ok: true, value: opened } : failureOfBody(opened)
      },
    })
    const { target } = sent.candidate
    answering(target.id, plan.caller.user.id)
    resolve(streamReply(plan, sent.candidate.model, sent.value.start(streamEnds(admitted, sent, attempts), body)))
  }
  relay().catch(async (error: unknown) => {
    sent?.slot.release()
    const told = await settleFailed(admitted, error, attempts)
    if (body) body.fail(told.code, told.message)
    else reject(told)
  })
  return promise
}

/** The model that will answer, when another target may still be tried. It is known only if all of them serve the same model. */
const onlyModelOf = (candidates: Candidate[]): Model | undefined =>
  candidates.every(({ model }) => model === candidates[0]?.model) ? candidates[0]?.model : undefined

function streamReply({ exchange }: Plan, model: Model | undefined, body: CallerBody): Reply {
  const headers = replyHeaders(exchange, 'stream')
  if (model) Object.assign(headers, modelHeaders(model))
  return { status: 200, headers, body }
}

function limitsOf({ target }: Candidate, last: boolean) {
  const { firstToken: own, idle, total } = target.upstream.timeouts
  return { firstToken: (own ?? (last ? firstToken.last : firstToken.early)) * 1000, idle: idle * 1000, total: total * 1000 }
}
