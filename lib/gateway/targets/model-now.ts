import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import type { ModelNow } from '../schema'
import { isHealthy, waitOf } from './breaker'
import { expectedWait, occupancy } from './slots'

/** What a call of somebody to this model would meet in this process. */
export function modelNow(model: string): ModelNow {
  const targets = (catalog().models.get(model)?.targets ?? []).filter(({ enabled, upstream }) => enabled && upstream.enabled)
  if (targets.length === 0) return { state: 'none' }
  const usable = targets.filter(({ id }) => isHealthy(id, null))
  if (usable.length === 0) return { state: 'resting', seconds: inSeconds(Math.min(...targets.map(({ id }) => restOf(id)))) }
  const waits = usable.map(({ upstream }) => ({ upstream: upstream.id, ms: expectedWait(upstream.id) ?? Number.POSITIVE_INFINITY }))
  const shortest = waits.reduce((best, one) => (one.ms < best.ms ? one : best))
  if (shortest.ms === 0) return { state: 'ready' }
  const seconds = Number.isFinite(shortest.ms) ? inSeconds(shortest.ms) : null
  return { state: 'waiting', calls: occupancy(shortest.upstream).waiting, seconds }
}

function restOf(target: string): number {
  const { open, rest } = waitOf(target, null)
  return Math.max(open, rest)
}

const inSeconds = (ms: number): number => Math.ceil(ms / 1000)
