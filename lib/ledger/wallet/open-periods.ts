import 'server-only'
import { LRUCache } from 'lru-cache'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import type { SpendLimit } from '@/lib/limits/spend'
import { once } from '@/lib/once'

/** The ceilings of the rows that this process knows to be there. */
const known = () => once('ledger.openPeriods', () => new LRUCache<string, bigint>({ max: 100_000 }))

export interface Spender {
  userId: number
  keyId: string | null
  group: string
}

/**
 * Creates the row of a day, a month or a total, or brings its ceiling up to date. The ceiling is read from its owner's row, which stays as it
 * is until this has been written; so a process that has not heard of a change yet does not undo it. A new row begins with what the records of
 * its period show. Rows are locked in the order in which turns lock them.
 */
const sql = `
with u as (select spend_per_day, spend_per_month, spend_total from users where id = $5::int for share),
g as (select spend_per_day, spend_per_month, spend_total from groups where name = $6::text and archived_at is null for share),
k as (select spend_per_day, spend_per_month, null::bigint as spend_total from api_keys where id = $7::text for share),
owners as (select 'user' as kind, * from u union all select 'group', * from g union all select 'key', * from k)
insert into spend_limits (id, ceiling, spent, before)
select p.id, case p.period when 'day' then spend_per_day when 'month' then spend_per_month else spend_total end, b.before, b.before
from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as p(id, kind, period, since)
left join owners using (kind)
cross join lateral (
  select coalesce(sum(charge), 0)::bigint as before from usage_records
  where user_id = $5::int and time >= p.since and (p.kind <> 'group' or group_name = $6::text) and (p.kind <> 'key' or key_id = $7::text)) b
order by p.id collate "C"
on conflict (id) do update set ceiling = excluded.ceiling where spend_limits.ceiling is distinct from excluded.ceiling`

/** Undefined when the rows of all these limits are there. Otherwise a promise that makes them, and rejects when the database is away. */
export function periodsOpen({ userId, keyId, group }: Spender, limits: SpendLimit[]): Promise<void> | undefined {
  const missing = limits.filter(({ id, ceilingNanos }) => known().get(id) !== ceilingNanos)
  if (missing.length === 0) return undefined
  return run(pool(), sql, [
    missing.map(({ id }) => id),
    missing.map(({ kind }) => kind),
    missing.map(({ period }) => period),
    missing.map(({ since }) => (since === null ? '-infinity' : new Date(since).toISOString())),
    userId,
    group,
    keyId,
  ]).then(() => {
    for (const { id, ceilingNanos } of missing) known().set(id, ceilingNanos)
  })
}
