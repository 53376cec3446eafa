import 'server-only'
import { Readable } from 'node:stream'
import type { CachedAnswer } from '@/lib/answers/cached-answer'
import { findCached } from '@/lib/answers/find-cached'
import { keepCached } from '@/lib/answers/keep-cached'
import { longestKept } from '@/lib/answers/kept-for'
import { log } from '@/lib/log'
import { formatNanos } from '@/lib/money'
import type { Signal } from '@/lib/signal'
import type { Admitted } from '../admit/admit-call'
import type { Planned } from '../admit/plan-call'
import type { Reply } from '../call/call'
import { copied } from '../reply/copied'
import type { CacheUse } from './cache-use'
import { cachedReply } from './cached-reply'

/** Answers an admitted call with a kept answer, or with what `fresh` answers, which is kept. Of several at once each is answered afresh. */
export async function throughCache(
  use: CacheUse,
  admitted: Admitted<Planned>,
  signal: Signal,
  fresh: () => Promise<Reply>,
): Promise<Reply> {
  admitted.held.catch(() => {}) // Whoever answers asks again.
  const found = use.reads ? await find(use) : undefined
  if (found) return cachedReply({ ...found, rule: use.rule }, admitted, signal)
  return kept(use, admitted.plan, await fresh())
}

const find = (use: CacheUse) =>
  findCached(use.name, use.rule.ttlSeconds).catch((error: unknown) => {
    log('warn', 'the response cache was not read', { error })
    return undefined
  })

/** The reply, of which a copy is kept when it was whole and successful. */
async function kept(use: CacheUse, plan: Planned, reply: Reply): Promise<Reply> {
  const { body } = reply
  const headers = { ...reply.headers, 'x-atrium-cache': 'miss' }
  if (reply.status !== 200 || body === null) return reply
  if (body instanceof Readable)
    return { ...reply, headers, body: copied(body, longestKept, { ended: (copy) => keep(use, plan, reply, copy, true) }) }
  await keep(use, plan, reply, Buffer.from(body as string), false)
  return { ...reply, headers }
}

/** Never rejects: the answer is paid, and goes out. */
const keep = (...call: Parameters<typeof keepWhole>): Promise<void> =>
  keepWhole(...call).catch((error: unknown) =>
    log('warn', 'an answer was not kept in the response cache', { call: call[1].exchange.id, error }),
  )

/** Only an answer of the asked model at its own price is kept: a fallback is the second choice. */
async function keepWhole({ rule, name }: CacheUse, plan: Planned, { headers }: Reply, body: Buffer | null, stream: boolean): Promise<void> {
  const { outcome } = plan.exchange
  const { model } = plan.resolved
  if (!body || body.length > longestKept || outcome?.status !== 200) return
  if (outcome.model !== model.id || outcome.priceVersionId !== model.priceVersionId) return
  const { estimated, ...units } = outcome.units
  const contentType = headers['content-type'] ?? 'application/json'
  const answer: CachedAnswer = {
    contentType,
    stream,
    body: (contentType.startsWith('text/event-stream') ? withoutComments(body) : body).toString('base64'),
    units,
    estimated,
    finishReason: outcome.finishReason,
    cost: formatNanos(outcome.chargeNanos),
  }
  await keepCached(name, plan.caller.user.id, rule.ttlSeconds, answer)
}

/** Comments only kept the first caller's connection alive. */
const withoutComments = (body: Buffer): Buffer => Buffer.from(body.toString('utf8').replace(/^:[^\n]*\n+/gm, ''))
