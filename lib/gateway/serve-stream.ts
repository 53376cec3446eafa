import 'server-only'
import type { Model } from '@/lib/catalog/catalog'
import type { Attempt } from '@/lib/ledger/turn/records'
import { log } from '@/lib/log'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import type { Admitted } from './admit/admit-call'
import { mostAt } from './admit/most'
import { boundsOf, type Plan } from './admit/plan-call'
import type { Reply } from './call/call'
import { answeringName, routeCall, speaksAlike } from './choose/route-call'
import type { StreamWriter } from './endpoints/endpoint'
import { countPrompt } from './measure/count-tokens'
import type { Delivered, StreamEnd } from './measure/stream-end'
import { type Counting, chargedUsage } from './measure/usage'
import { protocolOf } from './protocols'
import { CallerBody } from './relay/caller-body'
import { openStream } from './relay/relay'
import type { OpenedStream, StreamEnds } from './relay/stream-types'
import { headerText, replyHeaders } from './reply/headers'
import { failureOfBody } from './send/failure'
import { type Sent, send } from './send/send'
import { watchStream } from './settle/running-streams'
import { settleCall } from './settle/settle-call'
import { settleFailed } from './settle/settle-failed'
import { answering, failed, succeeded, undecided } from './targets/breaker'
import type { Candidate } from './targets/candidate'
import { wordsForOperators } from './targets/words-for-operators'

type Opened = Extract<OpenedStream, { ok: true }>

const keepAliveMs = 15_000
/** Seconds, while another target is left and on the last one. */
const firstToken = { early: 10, last: 60 }

/** Answers with a stream. The reply is ready with the first content, or after a second of silence; comments are sent meanwhile. */
export function serveStream(admitted: Admitted, signal: AbortSignal): Promise<Reply> {
  const { plan } = admitted
  const attempts: Attempt[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  let body: CallerBody | undefined
  let sent: Sent<Opened> | undefined
  const relay = async () => {
    const route = routeCall(plan)
    const onSilence = () => {
      if (body) return
      body = new CallerBody(writerFor(plan))
      body.keepAlive(keepAliveMs)
      resolve(streamReply(plan, onlyModelOf(route.candidates), body))
    }
    sent = await send<Opened>({
      plan,
      route,
      signal,
      attempts,
      async open(response, { candidate }, last) {
        const opened = await openStream(response, {
          protocol: protocolOf(candidate.target.upstream),
          writer: writerFor(plan, candidate),
          passes: speaksAlike(plan, candidate),
          ...ceilingOf(plan, candidate),
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
    resolve(streamReply(plan, sent.candidate.model, sent.value.start(endsOf(admitted, sent, attempts), body)))
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
  if (model) headers['x-atrium-model'] = headerText(model.id)
  return { status: 200, headers, body }
}

function limitsOf({ target }: Candidate, last: boolean) {
  const { firstToken: own, idle, total } = target.upstream.timeouts
  return { firstToken: (own ?? (last ? firstToken.last : firstToken.early)) * 1000, idle: idle * 1000, total: total * 1000 }
}

const endings: Record<StreamEnd['how'], { status: number; errorCode: string | null }> = {
  complete: { status: 200, errorCode: null },
  gone: { status: 499, errorCode: 'client_gone' },
  cut: { status: 502, errorCode: 'upstream_failed' },
  malformed: { status: 502, errorCode: 'upstream_failed' },
  timeout: { status: 504, errorCode: 'upstream_timeout' },
}

/** Writes in the shape that was asked for; without a target, for an error alone. */
function writerFor(plan: Plan, candidate?: Candidate): StreamWriter {
  const { endpoint, request, exchange } = plan
  const model = candidate ? answeringName(plan, candidate) : request.model
  return endpoint.stream({
    request,
    model,
    id: exchange.id,
    time: exchange.time,
    own: candidate !== undefined && speaksAlike(plan, candidate),
  })
}

const ceilingOf = (plan: Plan, { model, target }: Candidate) => {
  const { answers, answerTokens } = mostAt(plan, model, target)
  return { answers, answerTokens }
}

function endsOf(admitted: Admitted, { candidate, slot, queueMs, triedAt }: Sent<Opened>, attempts: Attempt[]): StreamEnds {
  const { plan } = admitted
  let input: number | undefined
  const inputTokens = () => (input ??= countPrompt(plan.request.prompt, candidate.model.imageTokens))
  let unwatch: (() => void) | undefined
  return {
    keepAliveMs,
    delivering(delivered: Delivered) {
      const { id, time, startedAt } = plan.exchange
      const { priceVersionId } = candidate.model
      unwatch = watchStream({ id, time, startedAt, priceVersionId, inputTokens, outputTokens: () => delivered.tokens() })
    },
    async settle({ how, finished, usage: reported, delivered, finishReason, ttftMs, words }) {
      unwatch?.()
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
      const { chargeNanos, usage } = await settleCall(admitted, ending)
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
