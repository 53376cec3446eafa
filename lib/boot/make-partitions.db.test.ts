import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { makePartitions } from './make-partitions'

beforeAll(async () => {
  await freshDatabase()
})

const monthsAgo = (months: number): Date => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 10, 12))
}
const partOf = (time: Date): string => `usage_records_${time.toISOString().slice(0, 7).replace('-', '_')}`

let calls = 0
async function aRecord(time: Date): Promise<string> {
  const id = `call_${++calls}`
  await pool().query(
    `insert into usage_records (time, id, user_id, wallet_id, group_name, endpoint, protocol, model, stream, multiplier, hold, charge, settled_xid)
     values ($1, $2, 1, 1, 'default', 'chat/completions', 'openai', 'tiny', false, 10000, 0, 7, 42)`,
    [time, id],
  )
  return id
}
const whereIs = async (id: string): Promise<string> =>
  (await pool().query('select tableoid::regclass::text as part from usage_records where id = $1', [id])).rows[0]?.part
const refused = (sql: string) => expect(pool().query(sql), sql).rejects.toMatchObject({ code: '23001' })

it('records of a month without a partition are moved into a new one, and stay as they were', async () => {
  const [old, older, future] = [monthsAgo(2), monthsAgo(119), monthsAgo(-3)]
  await pool().query(`drop table ${partOf(future)}`)
  const ids = [await aRecord(old), await aRecord(older), await aRecord(old), await aRecord(future)]
  const text = 'select r::text from usage_records r where id = any($1) order by id'
  const before = await pool().query(text, [ids])
  await makePartitions()
  expect(await Promise.all(ids.map(whereIs))).toEqual([partOf(old), partOf(older), partOf(old), partOf(future)])
  expect((await pool().query(text, [ids])).rows).toEqual(before.rows)
  expect((await pool().query('select from only usage_records_default')).rowCount).toBe(0)
})

it('times that no record can have stay in the default partition', async () => {
  const ids = [await aRecord(new Date('1970-01-01T00:00:00Z')), await aRecord(new Date('2100-01-01T00:00:00Z'))]
  await makePartitions()
  expect(await Promise.all(ids.map(whereIs))).toEqual(['usage_records_default', 'usage_records_default'])
})

it('a partition that is made anew has the indexes and options of the others', async () => {
  const time = monthsAgo(5)
  await aRecord(time)
  await makePartitions()
  const shape = async (part: string) => {
    const { rows } = await pool().query(
      `select replace(pg_get_indexdef(i.indexrelid), $1::text, 'part') as index, h.inhparent::regclass::text as of, c.reloptions
       from pg_index i join pg_class c on c.oid = i.indrelid left join pg_inherits h on h.inhrelid = i.indexrelid
       where i.indrelid = $1::regclass order by 2`,
      [part],
    )
    return rows.map(({ index, ...row }) => ({ ...row, index: index.replace(/INDEX \S+ ON/, 'INDEX ON') }))
  }
  expect(await shape(partOf(time))).toEqual(await shape(partOf(monthsAgo(0))))
  expect(await shape(partOf(time))).toHaveLength(7)
})

it('months of the past that have no records get no partition', async () => {
  await makePartitions()
  const { rows } = await pool().query('select to_regclass($1) as there', [partOf(monthsAgo(7))])
  expect(rows).toEqual([{ there: null }])
})

it('two processes make the same partitions at once', async () => {
  const id = await aRecord(monthsAgo(8))
  const made = await Promise.allSettled([makePartitions(), makePartitions(), makePartitions()])
  expect(made.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
  expect(await whereIs(id)).toBe(partOf(monthsAgo(8)))
})

it('a partition that was taken off leaves its records where they are, and its month in the default one', async () => {
  const time = monthsAgo(9)
  const kept = await aRecord(time)
  await makePartitions()
  await pool().query(`alter table usage_records detach partition ${partOf(time)}`)
  const late = await aRecord(time)
  await makePartitions()
  expect(await whereIs(late)).toBe('usage_records_default')
  expect((await pool().query(`select id from ${partOf(time)}`)).rows).toEqual([{ id: kept }])
  await pool().query(`drop table ${partOf(time)}`)
  await makePartitions()
  expect(await whereIs(late)).toBe(partOf(time))
})

describe('history', () => {
  const past = monthsAgo(3)
  const parts = ['usage_records', 'usage_records_default', partOf(monthsAgo(0)), partOf(past)]

  beforeEach(async () => {
    if (!(await pool().query('select to_regclass($1) as there', [partOf(past)])).rows[0].there) {
      await aRecord(past)
      await makePartitions()
    }
    await aRecord(new Date())
    await aRecord(new Date('1970-02-01T00:00:00Z'))
  })

  it.each(parts)('%s refuses to lose or change a record', async (table) => {
    await refused(`truncate ${table}`)
    await refused(`truncate only ${table === 'usage_records' ? 'usage_records_default' : table}`)
    await refused(`delete from ${table}`)
    const { rows } = await pool().query<{ name: string }>(
      "select attname as name from pg_attribute where attrelid = 'usage_records'::regclass and attnum > 0 and not attisdropped and attname <> 'settled_xid'",
    )
    expect(rows.length).toBeGreaterThan(40)
    for (const { name } of rows) await refused(`update ${table} set "${name}" = "${name}"`)
    expect((await pool().query(`update ${table} set settled_xid = 43`)).rowCount).toBeGreaterThan(0)
  })

  it('the default partition refuses again after a move, and after one that failed', async () => {
    await aRecord(monthsAgo(11))
    const client = await pool().connect()
    await client.query('begin')
    await client.query('select make_usage_partitions($1, $1)', [monthsAgo(11)])
    await expect(client.query('delete from usage_records_default')).rejects.toMatchObject({ code: '23001' })
    await client.query('rollback')
    client.release()
    await refused('delete from usage_records_default')
    await makePartitions()
    await refused('delete from usage_records_default')
  })

  it('a record cannot be changed by an upsert or a merge', async () => {
    await refused(
      'insert into usage_records select * from usage_records limit 1 on conflict (time, id) do update set charge = excluded.charge',
    )
    await refused('merge into usage_records r using (select 1) x on true when matched then delete')
  })

  it('a whole month can be taken off or dropped', async () => {
    await pool().query(`alter table usage_records detach partition ${partOf(past)}`)
    await pool().query(`drop table ${partOf(past)}`)
    expect((await pool().query('select to_regclass($1) as there', [partOf(past)])).rows).toEqual([{ there: null }])
  })
})
