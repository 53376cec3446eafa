import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { call } from '@/tests/records'
import { summariseRecords } from './summarise-records'

beforeAll(async () => {
  await freshDatabase()
})
afterAll(() => pool().end())

/** How many ranges of pages the indexes did not know, by partition. They know them afterwards. */
async function unknown(): Promise<Record<string, number>> {
  const { rows } = await pool().query(
    `select x.indrelid::regclass::text as part, sum(brin_summarize_new_values(c.oid))::int as ranges from pg_class c join pg_index x on x.indexrelid = c.oid
     where c.relkind = 'i' and c.relam = (select oid from pg_am where amname = 'brin') group by 1`,
  )
  return Object.fromEntries(rows.map(({ part, ranges }) => [part, ranges]))
}

/** Fills more pages of this month than one range has. */
async function fill(): Promise<void> {
  const id = await call(1, 'm', 1n)
  const columns = 'user_id, wallet_id, group_name, endpoint, protocol, model, stream, multiplier, hold, charge, attempts'
  await pool().query(
    `insert into usage_records (time, id, ${columns}) select time, id || n, ${columns} from usage_records, generate_series(1, 9000) n where id = $1`,
    [id],
  )
}

it('lets the searching indexes know what was inserted, and leaves to others what they work on', async () => {
  const { rows } = await pool().query("select 'usage_records_' || to_char(now() at time zone 'UTC', 'YYYY_MM') as part")
  const { part } = rows[0]
  await pool().query(`alter table ${part} set (autovacuum_enabled = off)`)
  await fill()
  const vacuum = await pool().connect()
  await vacuum.query('begin')
  await vacuum.query(`lock table ${part} in share update exclusive mode`)
  await summariseRecords()
  await vacuum.query('commit')
  vacuum.release()
  expect((await unknown())[part]).toBeGreaterThan(0)
  await fill()
  await summariseRecords()
  expect(Object.values(await unknown()).filter(Boolean)).toEqual([])
})
