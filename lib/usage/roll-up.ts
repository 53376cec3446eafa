import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { lineOf } from '@/lib/settings/table'
import { unitNames, unitTable } from '@/lib/units'
import { failedSql } from './record-rows'
import { addToSums } from './sums'

const columns = unitNames.map((unit) => unitTable[unit].column)

const oldestRunning = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint'

// Records are read in the order of the transactions that inserted them, up to the oldest one still running. Whatever commits later has a
// higher number, so each row is added exactly once.
const addSettled = `
  with fresh as (
    select date_trunc('hour', time, 'UTC') as hour, user_id, coalesce(key_id, '') as key_id, coalesce(model_used, model) as model,
      count(*) as calls, count(*) filter (where ${failedSql}) as errors,
      ${columns.map((column) => `coalesce(sum(${column}), 0) as ${column}`).join(', ')}, coalesce(sum(charge), 0) as charge,
      coalesce(sum(ttft_ms), 0) as ttft_ms, count(ttft_ms) as ttft_calls,
      coalesce(sum(duration_ms) filter (where cache_age is null), 0) as duration_ms,
      count(cache_age) as cache_hits, coalesce(sum(output_tokens) filter (where cache_age is not null), 0) as cache_hit_tokens
    from usage_records
    where settled_xid >= $1::bigint and settled_xid < ${oldestRunning}
    group by 1, 2, 3, 4),
  ${addToSums},
  added as (
    insert into usage_hours as h (hour, user_id, key_id, model, calls, errors, ${columns.join(', ')},
      charge, ttft_ms, ttft_calls, duration_ms, cache_hits, cache_hit_tokens)
    select * from fresh
    on conflict (user_id, hour, model, key_id) do update set
      calls = h.calls + excluded.calls, errors = h.errors + excluded.errors,
      ${columns.map((column) => `${column} = h.${column} + excluded.${column}`).join(', ')},
      charge = h.charge + excluded.charge, ttft_ms = h.ttft_ms + excluded.ttft_ms, ttft_calls = h.ttft_calls + excluded.ttft_calls,
      duration_ms = h.duration_ms + excluded.duration_ms, cache_hits = h.cache_hits + excluded.cache_hits,
      cache_hit_tokens = h.cache_hit_tokens + excluded.cache_hit_tokens
    returning 1)
  update facts set value = $2 || ':' || ${oldestRunning} where name = 'usage_rolled_xid' and exists (select from added)`

/** Transaction numbers mean nothing in another cluster, so the rows of a restored database are numbered again. */
async function renumber(tx: Tx, since: string): Promise<void> {
  await run(tx, 'update usage_records set settled_xid = null where settled_xid < $1::bigint', [since])
  await run(tx, 'update usage_records set settled_xid = pg_current_xact_id()::text::bigint where settled_xid is not null')
}

const factRow = z.object({ value: z.string(), cluster: z.string(), zone: z.string() })

/**
 * Adds what was settled since the last time to the hourly sums. Any process may call it, and one at a time does the work. Returns whether
 * this one did.
 */
export function rollUp(): Promise<boolean> {
  return transaction(async (tx) => {
    const [row] = await rowsOf(
      tx,
      factRow,
      `select value, (select system_identifier::text from pg_control_system()) as cluster,
         coalesce((select value #>> '{}' from settings where name = 'timeZone'), $1) as zone
       from facts where name = 'usage_rolled_xid' for update skip locked`,
      [lineOf('timeZone').initial],
    )
    if (!row) return false
    const [cluster, since = '0'] = row.value.includes(':') ? row.value.split(':') : [row.cluster, row.value]
    if (cluster !== row.cluster) {
      await renumber(tx, since)
      await run(tx, "update facts set value = $1 where name = 'usage_rolled_xid'", [`${row.cluster}:0`])
      return true
    }
    await run(tx, addSettled, [since, row.cluster, row.zone])
    return true
  })
}
