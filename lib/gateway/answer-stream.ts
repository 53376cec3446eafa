import 'server-only'
import type { Attempt } from '@/lib/ledger/records'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import type { Admitted } from './admit'
import { answering, failed, succeeded, undecided } from './breaker'
import type { Reply } from './call'
import { CallerBody } from './caller-body'
import { answeringName, routeCall } from './candidates'
import { type Candidate, windowOf } from './choose-targets'
import { countPrompt } from './count'
import { failureOfBody } from './failure'
import { headerText, replyHeaders } from './headers'
import { boundsOf, type Plan } from './plan'
import { openStream } from './relay'
import { watchStream } from './running-streams'
import { type Sent, send } from './send'
import { rememberTarget } from './session'
import { settleCall } from './settle'
import { settleFailed } from './settle-failed'
import type { Delivered, StreamEnd } from './stream-end'
import type { OpenedStream, StreamEnds } from './stream-types'
import { chargedUsage } from './usage'

type Opened = Extract<OpenedStream, { ok: true }>

const keepAliveMs = 15_000
/** While another target is left, and on the last; seconds. */
const firstToken = { early: 10, last: 60 }

/** An answer as a stream. The reply is there with the first content, or after a second of silence with comments meanwhile. */
export function answerStream(admitted: Admitted, signal: AbortSignal): Promise<Reply> {
  const { plan } = admitted
  const attempts: Attempt[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  let body: CallerBody | undefined
  const onSilence = (candidate: Candidate) => {
    if (body) return
    body = new CallerBody()
    body.keepAlive(keepAliveMs)
    resolve(streamReply(plan, candidate, body))
  }
  const relay = async () => {
    const { candidates, session } = routeCall(plan)
    const sent = await send<Opened>({
      callId: plan.exchange.id,
      userId: plan.caller.user.id,
      body: plan.body,
      candidates,
      signal,
      attempts,
      async open(response, { candidate }, last) {
        const opened = await openStream(response, {
          model: answeringName(plan, candidate),
          wantsUsage: plan.body.stream_options?.include_usage === true,
          limits: limitsOf(candidate, last),
          signal,
          startedAt: plan.exchange.startedAt,
          onSilence: () => onSilence(candidate),
        })
        return opened.ok ? { ok: true, value: opened } : failureOfBody(opened)
      },
    })
    const { target } = sent.candidate
    answering(target.id, plan.caller.user.id)
    rememberTarget(plan.caller.user.id, plan.resolved.model.id, session, target.id)
    resolve(streamReply(plan, sent.candidate, sent.value.start(endsOf(admitted, sent, attempts), body)))
  }
  relay().catch(async (error: unknown) => {
    const told = await settleFailed(admitted, error, attempts)
    if (body) body.fail(told.code, told.message)
    else reject(told)
  })
  return promise
}

function streamReply({ exchange }: Plan, { model }: Candidate, body: CallerBody): Reply {
  const headers = replyHeaders(exchange, 'stream')
  headers['x-atrium-model'] = headerText(model.id)
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

function endsOf(admitted: Admitted, { candidate, slot, queueMs, triedAt }: Sent<Opened>, attempts: Attempt[]): StreamEnds {
  const { plan } = admitted
  let input: number | undefined
  const inputTokens = () => (input ??= countPrompt(plan.body, candidate.model.imageTokens))
  let unwatch: (() => void) | undefined
  return {
    keepAliveMs,
    delivering(delivered: Delivered) {
      const { id, time, startedAt } = plan.exchange
      unwatch = watchStream({ id, time, startedAt, inputTokens, outputTokens: () => delivered.tokens() })
    },
    async settle({ how, usage: reported, delivered, finishReason, ttftMs }) {
      unwatch?.()
      slot.release()
      judge(candidate, plan.caller.user.id, how, triedAt - plan.exchange.startedAt, ttftMs)
      const tried = attempts.at(-1)
      if (tried) {
        tried.ms = Math.round(performance.now() - triedAt)
        if (how !== 'complete' && how !== 'gone') tried.reason = how
      }
      const usage = chargedUsage({
        reported,
        complete: how === 'complete',
        hasContent: delivered.hasContent,
        inputTokens,
        outputTokens: () => delivered.tokens(),
        bounds: boundsOf(plan, candidate.model, windowOf(candidate)),
      })
      const ending = { served: candidate, usage, attempts, queueMs, ttftMs, finishReason, ...endings[how] }
      const chargeNanos = await settleCall(admitted, ending)
      return { cost: formatNanos(chargeNanos), ...(usage ? { usage } : {}) }
    },
  }
}

/** A stream that broke is the target's fault; one that the caller left is nobody's. */
function judge({ target }: Candidate, userId: number, how: StreamEnd['how'], waitedMs: number, ttftMs: number): void {
  if (how === 'complete') succeeded(target.id, userId, Math.max(0, ttftMs - waitedMs))
  else if (how === 'gone') undecided(target.id, userId)
  else failed(target.id, { userId, reason: how, status: 200 }, settings())
}
