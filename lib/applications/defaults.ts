import 'server-only'
import * as z from 'zod'
import { type On, rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import type { Allowance } from './schema'

const halfAYear = 182 * 86_400_000
const dayIn = (time: number, timeZone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time)

/** What an application asks for when it says nothing else. */
export function defaultAllowance(now = Date.now()): Allowance {
  const { applicationRpm, applicationTpm, applicationWeeklyTokens, applicationEndDate, timeZone } = settings()
  const endsOn = applicationEndDate >= dayIn(now, timeZone) ? applicationEndDate : dayIn(now + halfAYear, timeZone)
  return { models: null, rpm: applicationRpm, tpm: applicationTpm, weeklyTokens: applicationWeeklyTokens, endsOn }
}

/** The most that the last day of an allowance may lie ahead, in years. */
const farthest = 10
const endRow = z.object({ at: z.date(), past: z.boolean(), far: z.boolean() })

/** The moment after the last day, in the time zone of the installation. Refuses days that are over or very far. */
export async function endOfAllowance(on: On, endsOn: string): Promise<Date> {
  const sql = `select e.at, e.at <= now() as past, e.at > now() + make_interval(years => $3) as far
    from (select (($1::text::date + 1)::timestamp at time zone $2::text) as at) e`
  const [end] = await rowsOf(on, endRow, sql, [endsOn, settings().timeZone, farthest])
  if (!end || end.past) throw fail('invalid_request', { fields: { endsOn: 'in_the_past' } })
  if (end.far) throw fail('invalid_request', { fields: { endsOn: 'too_large' } })
  return end.at
}
