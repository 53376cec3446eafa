import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import type { Target } from '@/lib/catalog/entries'
import type { TargetHealth, UpstreamHealth } from '../schema'
import { healthReport, waitOf } from './breaker'
import { isHalfOpen } from './breaker-circuit'
import { lastErrorsOf } from './last-errors'
import type { RecentResults } from './recent-results'
import { expectedWait, occupancy } from './slots'

function healthOf(target: Target, model: string): TargetHealth {
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
    lastFailure: health?.lastFailure ? dated(health.lastFailure) : null,
    lastSuccess: health?.lastSuccess?.toISOString() ?? null,
    latencyMs: health?.latencyMs ? Math.round(health.latencyMs) : null,
    lastHour: rounded(health?.results.lastHour(performance.now())),
    lastErrors: lastErrorsOf(target.id).map(dated),
  }
}

const rounded = (hour: ReturnType<RecentResults['lastHour']> | undefined): TargetHealth['lastHour'] => {
  const { served = 0, failed = 0, medianMs = null } = hour ?? {}
  return { served, failed, medianMs: whole(medianMs) }
}

const whole = (ms: number | null): number | null => (ms === null ? null : Math.round(ms))

const dated = <T extends { time: Date }>(fact: T) => ({ ...fact, time: fact.time.toISOString() })

/** Reports how every upstream and its targets are doing in this process. */
export function healthOfUpstreams(): UpstreamHealth[] {
  const { upstreams, models } = catalog()
  const targets = [...models.values()].flatMap((model) => model.targets.map((target) => healthOf(target, model.id)))
  return [...upstreams.values()].map(({ id, name }) => ({
    upstream: id,
    name,
    ...occupancy(id),
    waitMs: whole(expectedWait(id)),
    targets: targets.filter(({ upstream }) => upstream === id),
  }))
}
