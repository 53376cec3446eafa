import 'server-only'
import { pool } from '@/lib/db/pool'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import type { UsageOverview } from './schema'
import { figures, type Sums, sumColumns } from './series'

const todaySql = `select ${sumColumns} from usage_hours where user_id = $1 and hour >= date_trunc('day', now(), $2)`
const speedSql = `select percentile_cont(0.5) within group (order by ttft_ms) as median,
    sum(output_tokens) filter (where duration_ms > ttft_ms) * 1000.0 / nullif(sum(duration_ms - ttft_ms) filter (where duration_ms > ttft_ms), 0) as speed
  from usage_records where user_id = $1 and time >= date_trunc('day', now(), $2) and ttft_ms is not null`
const weekSql =
  "select coalesce(sum(charge), 0)::bigint as charge from usage_hours where user_id = $1 and hour >= now() - interval '7 days'"
const lastSql = 'select time, model, status, error_code from usage_records where user_id = $1 order by time desc, id desc limit 1'
const firstSql = 'select min(hour) as first from usage_hours where user_id = $1 and calls > errors'

/** What the dashboard's tiles say about one user. `balanceNanos` is what may be spent. */
export async function usageOverview(userId: number, timeZone: string, balanceNanos: bigint): Promise<UsageOverview> {
  const at = pool()
  const [today, speed, week, last, first] = await Promise.all([
    at.query<Sums>(todaySql, [userId, timeZone]),
    at.query<{ median: number | null; speed: string | null }>(speedSql, [userId, timeZone]),
    at.query<{ charge: bigint }>(weekSql, [userId]),
    at.query<{ time: Date; model: string; status: number | null; error_code: string | null }>(lastSql, [userId]),
    at.query<{ first: Date | null }>(firstSql, [userId]),
  ])
  const sums = today.rows[0]
  if (!sums) throw fail('internal', { cause: 'a sum without a row' })
  const daily = (week.rows[0]?.charge ?? 0n) / 7n
  const call = last.rows[0]
  return {
    timeZone,
    today: {
      ...figures(sums),
      medianTtftMs: speed.rows[0]?.median ?? null,
      tokensPerSecond: speed.rows[0]?.speed ? Math.round(Number(speed.rows[0].speed)) : null,
    },
    dailyCharge: exactDecimal(daily),
    daysLeft: daily > 0n ? Number((balanceNanos > 0n ? balanceNanos : 0n) / daily) : null,
    firstCallAt: first.rows[0]?.first?.toISOString() ?? null,
    lastCall: call ? { time: call.time.toISOString(), model: call.model, status: call.status, errorCode: call.error_code } : null,
  }
}
