import 'server-only'
import { catalog, type Target, type Upstream } from '@/lib/catalog/catalog'
import { type AppError, fail } from '@/lib/errors'
import { readAll } from './answer'
import { attempt } from './attempt'
import { healthReport, waitOf } from './breaker'
import { isHalfOpen } from './breaker-circuit'
import type { CallerBody } from './caller-body'
import type { Candidate } from './choose-targets'
import { occupancy } from './concurrency'
import { connectionTo } from './connection'
import { type Failure, failureOfBody, failureOfError } from './failure'
import { protocols } from './protocols'
import { withoutSecrets } from './refused-by-upstream'
import { openStream } from './relay'

type ProbedUpstream = Pick<Upstream, 'id' | 'name' | 'baseUrl' | 'protocol' | 'apiKey' | 'timeouts'> & Partial<Upstream>

const listMs = 10_000

/** Operators are told what an upstream says, though never its credential. */
function failureError({ reason, status, message }: Failure, upstream: ProbedUpstream): AppError {
  const words = message?.replaceAll(upstream.apiKey || '\0', '…').slice(0, 1000)
  return fail('upstream_failed', { message: [reason, status, words].filter(Boolean).join(' · '), more: { reason, status, detail: words } })
}

const candidateOf = (upstream: ProbedUpstream, upstreamModel: string): Candidate => ({
  target: {
    id: 'probe',
    upstream: upstream as Upstream,
    upstreamModel,
    priority: 0,
    weight: 1,
    enabled: true,
    context: null,
    params: null,
  },
  model: {} as Candidate['model'],
})

/** Streams one answer straight from one upstream: not billed, not recorded, no breaker. Rejects with `upstream_failed` in the operator's words. */
export async function testUpstream(probe: {
  upstream: ProbedUpstream
  model: string
  prompt: string
  signal: AbortSignal
}): Promise<CallerBody> {
  const { upstream, model, prompt, signal } = probe
  const body = {
    model,
    messages: [{ role: 'user', content: prompt }],
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: 256,
  }
  const sent = await attempt(candidateOf(upstream, model), body, signal)
  if (!sent.ok) throw failureError(sent, upstream)
  const { idle, total } = upstream.timeouts
  const limits = { firstToken: (upstream.timeouts.firstToken ?? 60) * 1000, idle: idle * 1000, total: total * 1000 }
  const opened = await openStream(sent.response, { model, wantsUsage: true, limits, signal })
  if (!opened.ok) throw failureError(failureOfBody(opened), upstream)
  return opened.start({ keepAliveMs: 15_000, settle: async () => undefined })
}

/** What the upstream offers, by its own names, in order. */
export async function listUpstreamModels(upstream: ProbedUpstream, signal = AbortSignal.timeout(listMs)): Promise<string[]> {
  const protocol = protocols[upstream.protocol]
  if (!protocol) throw fail('invalid_request', { message: `The protocol ${upstream.protocol} is not served.` })
  if (protocol.answer) return protocol.listModels.read(null).map(({ id }) => id)
  const { path, headers, read } = protocol.listModels
  try {
    const { pool, prefix, query } = connectionTo(upstream as Upstream)
    const response = await pool.request({
      method: 'GET',
      path: prefix + path + query,
      headers: { accept: 'application/json', ...headers(upstream.apiKey) },
      signal,
      headersTimeout: listMs,
    })
    const bytes = await readAll(response.body, { timeoutMs: listMs, signal })
    if (typeof bytes === 'string') throw fail('upstream_failed', { message: bytes, more: { reason: bytes } })
    if (response.statusCode >= 300) {
      const words = withoutSecrets(bytes.toString().slice(0, 500), upstream)
      throw fail('upstream_failed', {
        message: `status ${response.statusCode} · ${words}`,
        more: { status: response.statusCode, detail: words },
      })
    }
    return read(JSON.parse(bytes.toString()))
      .map(({ id }) => id)
      .sort()
  } catch (error) {
    if ((error as { name?: string }).name === 'AppError') throw error
    throw failureError(failureOfError(error, false), upstream)
  }
}

export interface TargetHealth {
  target: string
  model: string
  upstream: string
  upstreamModel: string
  state: 'closed' | 'open' | 'half_open' | 'resting' | 'off'
  failures: number
  /** Seconds until it is tried again. */
  retryIn: number | null
  lastFailure: { time: Date; reason: string; status: number | null } | null
  lastSuccess: Date | null
  latencyMs: number | null
}

export interface UpstreamHealth {
  upstream: string
  name: string
  running: number
  waiting: number
  targets: TargetHealth[]
}

function targetHealth(target: Target, model: string): TargetHealth {
  const health = healthReport(target.id)
  const { open, rest } = waitOf(target.id, null)
  const on = target.enabled && target.upstream.enabled
  const half = health !== undefined && isHalfOpen(health.shared, performance.now())
  return {
    target: target.id,
    model,
    upstream: target.upstream.id,
    upstreamModel: target.upstreamModel,
    state: !on ? 'off' : half ? 'half_open' : open > 0 ? 'open' : rest > 0 ? 'resting' : 'closed',
    failures: health?.shared.failures.length ?? 0,
    retryIn: open > 0 || rest > 0 ? Math.ceil(Math.max(open, rest) / 1000) : null,
    lastFailure: health?.lastFailure ?? null,
    lastSuccess: health?.lastSuccess ?? null,
    latencyMs: health?.latencyMs ? Math.round(health.latencyMs) : null,
  }
}

/** How every upstream and its targets are doing in this process. */
export function upstreamHealth(): UpstreamHealth[] {
  const { upstreams, models } = catalog()
  const targets = [...models.values()].flatMap((model) => model.targets.map((target) => targetHealth(target, model.id)))
  return [...upstreams.values()].map(({ id, name }) => ({
    upstream: id,
    name,
    ...occupancy(id),
    targets: targets.filter(({ upstream }) => upstream === id),
  }))
}
