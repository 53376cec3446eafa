import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import { isHealthy } from './breaker'
import { expectedWait } from './slots'

/** Of these models, those for which a call that comes now would wait: about how many seconds, null where that is unknown. */
export function queuedModels(models: { id: string }[]): Record<string, number | null> {
  const waits = models.flatMap(({ id }) => {
    const ms = shortestWait(id)
    return ms === 0 ? [] : [[id, ms === null ? null : Math.ceil(ms / 1000)] as const]
  })
  return Object.fromEntries(waits)
}

function shortestWait(model: string): number | null {
  const targets = catalog().models.get(model)?.targets ?? []
  const usable = targets.filter(({ id, enabled, upstream }) => enabled && upstream.enabled && isHealthy(id, null))
  const waits = usable.map(({ upstream }) => expectedWait(upstream.id))
  if (waits.length === 0) return 0
  const shortest = Math.min(...waits.map((ms) => ms ?? Number.POSITIVE_INFINITY))
  return Number.isFinite(shortest) ? shortest : null
}
