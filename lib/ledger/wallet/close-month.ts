import 'server-only'
import * as z from 'zod'
import { audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'

const ofMonth = 'time >= $1::timestamptz and time < $2::timestamptz'

/** Why a month has to stay, and the statement that then finds a row. */
const hindrances: Record<string, string> = {
  // One with a record counts, too: without its record it would look open again, and be charged again.
  'a hold of it is there': `select from hold_groups cross join lateral unnest(calls::call_start[]) where ${ofMonth} limit 1`,
  'the hourly sums lack records of it': `
    select from usage_records cross join (
      select regexp_replace(value, ':.*', '') as cluster, regexp_replace(value, '.*:', '') as since from facts where name = 'usage_rolled_xid') f
    where ${ofMonth} and (settled_xid >= since::bigint
      or cluster not in (since, (select system_identifier::text from pg_control_system()))) limit 1`,
  'a charge of it is neither a line nor a transfer': `
    select from usage_records r where ${ofMonth} and line is null and charge <> coalesce(
      (select sum(amount) from transfers where kind = 'charge' and idempotency_key in (r.id, r.id || ':grant')), 0) limit 1`,
  'its lines do not follow from each other': `
    select from (
      select line, cash_after, grant_after, lag(line) over w as before, lag(cash_after) over w - (charge - from_grant) as cash,
        lag(grant_after) over w - from_grant as granted
      from usage_records where ${ofMonth} and line is not null window w as (partition by wallet_id order by line)) c
    where line = before or (line = before + 1 and (cash_after <> cash or grant_after <> granted)) limit 1`,
}

/** A run is what lies between two lines that stay; all its lines have the same distance to their number among the month's. */
const addUpCharges = `
  insert into closed_charges (wallet_id, first_line, last_line, month, time, from_cash, from_grant, cash_after, grant_after)
  select wallet_id, min(line), max(line), ($1::timestamptz at time zone 'UTC')::date, max(ended), sum(charge - from_grant), sum(from_grant),
    (array_agg(cash_after order by line desc))[1], (array_agg(grant_after order by line desc))[1]
  from (
    select wallet_id, line, charge, from_grant, cash_after, grant_after,
      time + make_interval(secs => coalesce(duration_ms, 0) / 1000.0) as ended,
      line - row_number() over (partition by wallet_id order by line) as run
    from usage_records where ${ofMonth} and line is not null) c
  group by wallet_id, run`
const addUpSpending = `
  insert into closed_spending (limit_id, month, charge)
  select limit_id, ($1::timestamptz at time zone 'UTC')::date, sum(charge)
  from usage_records cross join unnest(string_to_array(limit_ids, ' ')) as limit_id where ${ofMonth} and charge <> 0 group by limit_id`

const sumsRow = z.object({ records: z.bigint(), charge: z.string() })
const gotRow = z.object({ got: z.boolean() })

/**
 * Closes a month of the past, given as `2026-01`: its usage records are dropped, and what the books need of them is added up first. Answers
 * why a month cannot be closed yet; its records are all there then. Two processes never close at once. Dropping waits for all readers, and
 * all calls wait behind it, so it gives up after a moment (55P03).
 */
export function closeMonth(month: string): Promise<string | undefined> {
  const start = new Date(`${month}-01T00:00:00Z`)
  const window = [start, new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1))]
  const part = `usage_records_${month.replace('-', '_')}`
  return transaction(async (tx) => {
    const [lock] = await rowsOf(tx, gotRow, 'select pg_try_advisory_xact_lock(5273002) as got')
    if (!lock?.got || !(await isPartition(tx, part))) return undefined
    await run(tx, "set local lock_timeout = '300ms'")
    await run(tx, `lock table ${part} in share mode`) // Nothing is added to what is added up.
    for (const [reason, sql] of Object.entries(hindrances)) if ((await run(tx, sql, window)) > 0) return reason
    await run(tx, addUpCharges, window)
    await run(tx, addUpSpending, window)
    const sums = `select count(*) as records, coalesce(sum(charge), 0)::text as charge from usage_records where ${ofMonth}`
    const [after] = await rowsOf(tx, sumsRow, sums, window)
    await run(tx, `drop table ${part}`)
    await audit(tx, { actor: { id: null }, action: 'wallet.close_month', subject: `month:${month}`, after })
    return undefined
  })
}

const isPartition = async (tx: Tx, part: string): Promise<boolean> =>
  (await run(tx, "select from pg_inherits where inhparent = 'usage_records'::regclass and inhrelid = to_regclass($1)", [part])) > 0
