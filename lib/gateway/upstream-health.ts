import 'server-only'
import { catalog, type Target } from '@/lib/catalog/catalog'
import { healthReport, waitOf } from './breaker'
import { isHalfOpen } from './breaker-circuit'
import { occupancy } from './concurrency'
import { lastErrorsOf, type TargetError } from './last-errors'

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
  /** Newest first. */
  lastErrors: TargetError[]
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
    lastErrors: lastErrorsOf(target.id),
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
