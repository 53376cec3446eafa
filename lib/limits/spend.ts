import 'server-only'
import type { SpendCeilings } from '@/lib/catalog/entries'
import { databaseNow } from '@/lib/db/clock'
import { once } from '@/lib/once'
import { settings } from '@/lib/settings/settings'
import { type CalendarPeriod, dayAround, monthAround } from './calendar'

/** One limit on what may be spent, in one day, in one month or in all. */
export interface SpendLimit {
  /** Its row in `spend_limits`. Each day and each month has one of its own, which the id names by its local date. */
  id: string
  kind: 'key' | 'user' | 'group'
  period: keyof SpendCeilings
  ceilingNanos: bigint
  /** When the period began and ends, in milliseconds since 1970; null of the limit in all. */
  since: number | null
  renewsAt: number | null
}

interface Owner {
  user: { id: number; spend: SpendCeilings }
  key: { id: string; dayCeilingNanos: bigint | null; monthCeilingNanos: bigint | null } | null
  group: { id: string; spend: SpendCeilings }
}

const periods = ['day', 'month', 'total'] as const
const inAll = { start: null, end: null, name: 'total' }

/** The current day and month, computed when one of them turns. */
function spansNow(now: number, timeZone: string): Record<'day' | 'month', CalendarPeriod> {
  const kept = once('limits.spans', () => ({ timeZone: '', spans: undefined as Record<'day' | 'month', CalendarPeriod> | undefined }))
  const known = kept.timeZone === timeZone ? kept.spans : undefined
  if (known && now >= known.day.start && now < known.day.end) return known
  const spans = { day: dayAround(now, timeZone), month: monthAround(now, timeZone) }
  Object.assign(kept, { timeZone, spans })
  return spans
}

/**
 * The spend limits of a caller's calls, besides the one in all that every key has. A limit set on the user replaces the group's; a key's only
 * tightens. A user's own is one over all groups that their keys are in, and each member has a group's alone, as with limits on calls.
 */
export function spendLimitsOf({ user, key, group }: Owner, timeZone = settings().timeZone, now = databaseNow()): SpendLimit[] {
  const limits: SpendLimit[] = []
  const add = (kind: SpendLimit['kind'], owner: string, period: SpendLimit['period'], ceilingNanos: bigint | null | undefined) => {
    if (ceilingNanos === null || ceilingNanos === undefined) return false
    const { start, end, name } = period === 'total' ? inAll : spansNow(now, timeZone)[period]
    limits.push({ id: `${owner}:${name}`, kind, period, ceilingNanos, since: start, renewsAt: end })
    return true
  }
  if (key) {
    add('key', key.id, 'day', key.dayCeilingNanos)
    add('key', key.id, 'month', key.monthCeilingNanos)
  }
  for (const period of periods) {
    const own = add('user', `user_${user.id}`, period, user.spend[period])
    if (!own) add('group', `user_${user.id}/${group.id}`, period, group.spend[period])
  }
  return limits
}
