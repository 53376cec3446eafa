import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { pool } from '@/lib/db/pool'
import { newId } from '@/lib/ids'
import { rollUp } from '@/lib/usage/roll-up'

/** Inserts the record of a call, as its settlement does. `columns` are those that differ from an ordinary call. */
export async function call(
  userId: number,
  model: string,
  charge: bigint,
  { status = 200, at = Date.now(), ...columns }: { status?: number; at?: number; [column: string]: unknown } = {},
  on: Pick<pg.Pool, 'query'> = pool(),
) {
  const id = newId('call', at)
  const record = {
    time: new Date(at),
    id,
    user_id: userId,
    wallet_id: userId,
    key_id: 'key_a',
    key_name: 'lab',
    group_name: 'default',
    endpoint: 'chat/completions',
    protocol: 'openai',
    model,
    stream: false,
    multiplier: 10_000,
    hold: 0,
    charge,
    status,
    error_code: status >= 400 ? 'upstream_failed' : null,
    input_tokens: 100,
    cached_tokens: 40,
    output_tokens: 50,
    reasoning_tokens: 10,
    ttft_ms: 20,
    duration_ms: 520,
    attempts: JSON.stringify([
      { upstream: 'north', status: 500, reason: 'http_500', ms: 3 },
      { upstream: 'south', status: 200, reason: null, ms: 5 },
    ]),
    price_version_id: 'prc_1',
    ...columns,
  }
  const places = Object.keys(record).map((_, at) => `$${at + 1}`)
  await on.query(`insert into usage_records (${Object.keys(record)}) values (${places})`, Object.values(record))
  return id
}
/** Holds a call, as its admission does. */
export async function running(userId: number, model: string, { at = Date.now(), keyId = 'key_a' } = {}) {
  const id = newId('call', at)
  await pool().query(
    `insert into hold_groups (id, process_id, calls) values ($1, 'prs_1', array[row($2::timestamptz, $3, $4, $4, $5, null, 'lab', 'default',
       'chat/completions', 'openai', $6, true, null, 'mine', 'prc_1', 10000, 7)::call_start]::text)`,
    [`hld_${id}`, new Date(at), id, userId, keyId, model],
  )
  return id
}

/** The sums wait for every transaction on this server, also those of other tests, so this waits for them. */
export async function rollUpAll(): Promise<void> {
  const { rows } = await pool().query('select pg_current_xact_id()::text::bigint as now')
  const over = 'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint > $1 as yes'
  while (!(await pool().query(over, [rows[0].now])).rows[0].yes) await sleep(10)
  await rollUp()
}
