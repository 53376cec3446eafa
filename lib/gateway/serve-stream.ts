import 'server-only'
import type { Model } from '@/lib/catalog/entries'
import type { Attempt } from '@/lib/ledger/turn/records'
import { settings } from '@/lib/settings/settings'
import type { Signal } from '@/lib/signal'
import type { Admitted } from './admit/admit-call'
import { mostAt } from './admit/most'
import { type Plan, weightOf } from './admit/plan-call'
import type { Reply } from './call/call'
import { answerHead, routeCall } from './choose/route-call'
import { protocolOf } from './protocols'
import { CallerBody, keepAliveMs } from './relay/caller-body'
import { openStream } from './relay/open-stream'
import type { OpenedStream, ReadingOptions } from './relay/stream-types'
import { modelHeaders, replyHeaders, sayChosen, sayQueued } from './reply/headers'
import { asStream } from './send/as-stream'
import { askingFor } from './send/attempt'
import { failureOfBody } from './send/failure'
import { type Sent, send } from './send/send'
import { sendAgain } from './send/send-again'
import { settleFailed } from './settle/settle-failed'
import { streamHooks } from './settle/settle-stream'
import { answering } from './targets/breaker'
import type { Candidate } from './targets/candidate'
import type { QueuePlace } from './targets/slots'

type Opened = Extract<OpenedStream, { ok: true }>

/** Seconds, while another target is left and on the last one. */
const firstToken = { early: 10, last: 60 }

/** Answers with a stream. The reply is ready with the first content, or after a second of silence; comments are sent meanwhile. */
export function serveStream(admitted: Admitted, signal: Signal): Promise<Reply> {
  const { plan, held } = admitted
  const attempts: Attempt[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  let body: CallerBody | undefined
  let place: (() => QueuePlace | undefined) | undefined
  let sent: Sent<Opened> | undefined
  const relay = async () => {
    const route = routeCall(plan)
    const beginBody = () => {
      if (body) return
      body = new CallerBody(plan.endpoint.stream(answerHead(plan)))
      body.keepAlive(keepAliveMs, () => place?.())
      resolve(streamReply(plan, onlyModelOf(route.candidates), body))
    }
    // Not even a comment goes out before the hold is there.
    const onSilence = () => void held.then(beginBody, () => {})
    const asking = askingFor({ ...plan, weight: weightOf(plan) })
    const sending = { way: asStream, plan, asking, route, signal, held, attempts }
    sent = await send({
      ...sending,
      queued(where) {
        place = where
        onSilence()
      },
      async open(response, { candidate }, last) {
        const opened = await openStream(response, {
          ...readingOf(plan, candidate, last),
          writer: plan.endpoint.stream(answerHead(plan, candidate)),
          signal,
          startedAt: plan.exchange.startedAt,
          onSilence,
        })
        return opened.ok ? { ok: true, value: opened } : failureOfBody(opened)
      },
    })
    const { target } = sent.candidate
    answering(target.id, plan.caller.user.id)
    const again = async (broken: Sent<unknown>) => {
      const resent = await sendAgain(sending, broken)
      if (!resent) return undefined
      const { response, last } = resent.value
      return { ...resent, value: { response, ...readingOf(plan, resent.candidate, last) } }
    }
    const hooks = streamHooks(admitted, sent, attempts, settings().resumeCutStreams ? again : undefined)
    resolve(streamReply(plan, sent.candidate.model, sent.value.start(hooks, body), sent.queueMs))
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

function streamReply({ exchange, resolved }: Plan, model: Model | undefined, body: CallerBody, queueMs = 0): Reply {
  const headers = replyHeaders(exchange, 'stream')
  if (body.contentType) headers['content-type'] = body.contentType
  if (model) Object.assign(headers, modelHeaders(model))
  sayChosen(headers, resolved.chosen)
  sayQueued(headers, queueMs)
  return { status: 200, headers, body }
}

/** How the answer of a target is read; `last`: nothing is left to try after it. */
function readingOf(plan: Plan, candidate: Candidate, last: boolean): ReadingOptions {
  const { model, target } = candidate
  return {
    protocol: protocolOf(target.upstream),
    alike: answerHead(plan, candidate).alike,
    ...mostAt(plan, model, target),
    limits: limitsOf(candidate, last),
  }
}

function limitsOf({ target }: Candidate, last: boolean) {
  const { firstToken: own, idle, total } = target.upstream.timeouts
  return { firstToken: (own ?? (last ? firstToken.last : firstToken.early)) * 1000, idle: idle * 1000, total: total * 1000 }
}
