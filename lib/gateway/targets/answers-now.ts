import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import { healthReport, isHealthy } from './breaker'

/** Whether a target of this model would be tried for this user (null: somebody), and the last attempt at it did not fail. */
export const answersNow = (model: string, userId: number | null): boolean =>
  (catalog().models.get(model)?.targets ?? []).some(
    ({ id, enabled, upstream }) => enabled && upstream.enabled && isHealthy(id, userId) && !failedLast(id),
  )

/** A wrong credential never opens a breaker, and one that rests is tried again: what the last attempt came to says more. */
function failedLast(target: string): boolean {
  const { lastFailure, lastSuccess } = healthReport(target) ?? {}
  return Boolean(lastFailure && (!lastSuccess || lastSuccess < lastFailure.time))
}
