import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import { listRecords } from './list-records'
import { recordFilter, type UsageOverview } from './schema'
import { figures, sumColumns, sumsRow } from './series'

const todaySql = `select ${sumColumns} from usage_hours where user_id = $1 and hour >= date_trunc('day', now(), $2)`
const speedSql = `select percentile_cont(0.5) within group (order by ttft_ms) as median,
    sum(output_tokens) filter (where duration_ms > ttft_ms) * 1000.0 / nullif(sum(duration_ms - ttft_ms) filter (where duration_ms > ttft_ms), 0) as speed
  from usage_records where user_id = $1 and time >= date_trunc('day', now(), $2) and ttft_ms is not null`
const weekSql =
  "select coalesce(sum(charge), 0)::bigint as charge from usage_hours where user_id = $1 and hour >= now() - interval '7 days'"
const firstSql = 'select min(hour) as first from usage_hours where user_id = $1 and calls > errors'

const speedRow = z.object({ median: z.number().nullable(), speed: z.string().nullable() })
const chargeRow = z.object({ charge: z.bigint() })
const firstRow = z.object({ first: z.date().nullable() })

/** The figures of the dashboard's tiles for one user. `balanceNanos` is what may be spent. */
export async function usageOverview(userId: number, timeZone: string, balanceNanos: bigint): Promise<UsageOverview> {
  const at = pool()
  const [
    [sums],
    [speed],
    [week],
    {
      records: [last],
    },
    [first],
  ] = await Promise.all([
    rowsOf(at, sumsRow, todaySql, [userId, timeZone]),
    rowsOf(at, speedRow, speedSql, [userId, timeZone]),
    rowsOf(at, chargeRow, weekSql, [userId]),
    listRecords(recordFilter.parse({ limit: 1 }), { userId, namesUpstreams: false }),
    rowsOf(at, firstRow, firstSql, [userId]),
  ])
  if (!sums) throw fail('internal', { cause: 'a sum without a row' })
  const daily = (week?.charge ?? 0n) / 7n
  return {
    timeZone,
    today: {
      ...figures(sums),
      medianTtftMs: speed?.median ?? null,
      tokensPerSecond: speed?.speed ? Math.round(Number(speed.speed)) : null,
    },
    dailyCharge: exactDecimal(daily),
    daysLeft: daily > 0n ? Number((balanceNanos > 0n ? balanceNanos : 0n) / daily) : null,
    firstCallAt: first?.first?.toISOString() ?? null,
    lastCall: last ? { time: last.time, model: last.model, status: last.status, errorCode: last.errorCode } : null,
  }
}
