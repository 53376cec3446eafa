import 'server-only'
import { isClaimed } from '@/lib/answers/is-claimed'
import { fail } from '@/lib/errors'
import type { Place } from '@/lib/limits/take'
import { enterLimits } from '../admit/enter-limits'
import type { Asked } from '../admit/plan-call'
import { nameOf } from './repeat'

/**
 * Enters the limits with a call that has a key. A repeat gets no place among the calls at once, because it only waits for an answer or gets
 * one that is kept. Its request counts.
 */
export async function enterRepeatable(key: string, { caller, exchange }: Pick<Asked, 'caller' | 'exchange'>): Promise<Place> {
  const repeats = await isClaimed({ userId: caller.user.id, name: nameOf(key) }).catch((cause: unknown) => {
    throw fail('unavailable', { retryAfter: 2, cause })
  })
  if (!repeats) return enterLimits(caller, exchange)
  const levels = caller.levels.map((level) => ({ ...level, limits: { ...level.limits, concurrency: null } }))
  const place = await enterLimits({ ...caller, levels }, exchange)
  place.finish(0)
  return place
}
