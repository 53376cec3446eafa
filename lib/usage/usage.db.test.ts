import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogReady } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { weekReady, weekWait } from '@/lib/limits/weekly'
import { freshDatabase } from '@/tests/database'
import { call, rollUpAll } from '@/tests/records'
import { listRecords, readRecord } from './list-records'
import { modelFigures } from './model-figures'
import { modelsOfCalls } from './models-of-calls'
import { usageOverview } from './overview'
import { recordsCsv } from './records-csv'
import { rollUp } from './roll-up'
import { recordFilter } from './schema'
import { usageSeries } from './series'
import { spentBy } from './spent-by'
import { usageStats } from './user-stats'

beforeAll(async () => {
  await freshDatabase()
  await pool().query("insert into models (id, name) values ('m', 'M')")
  await pool().query(
    `insert into price_versions (id, model_id, input, cached_input, output, reasoning, per_image, per_minute, per_request)
     values ('prc_all', 'm', 2000000000, 10000, 2000000000, 3000000000, 800000000, 1000000000, 11000000)`,
  )
})
afterAll(() => pool().end())

const json = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('hourly sums', () => {
  it('hold every settled call exactly once, however many roll up at once', async () => {
    for (let i = 0; i < 20; i++) await call(1, i % 2 ? 'a' : 'b', 7n)
    await Promise.all(Array.from({ length: 8 }, () => rollUp()))
    await rollUpAll()
    const { rows } = await pool().query('select sum(calls)::int as calls, sum(charge)::bigint as charge from usage_hours where user_id = 1')
    expect(rows[0]).toEqual({ calls: 20, charge: 140n })
  })

  it('hold every unit of every call', async () => {
    const units = { cache_write_tokens: 1, images: 2, audio_ms: 1500, pages: 4, characters: 5, requests: 1 }
    for (let i = 0; i < 2; i++) await call(21, 'a', 1n, units)
    await rollUpAll()
    const { rows } = await pool().query('select * from usage_hours where user_id = 21')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      input_tokens: 200n,
      cached_tokens: 80n,
      cache_write_tokens: 2n,
      output_tokens: 100n,
      reasoning_tokens: 20n,
      images: 4n,
      audio_ms: 3000n,
      pages: 8n,
      characters: 10n,
      requests: 2n,
    })
  })

  it('do not miss a settlement that commits late', async () => {
    const slow = await pool().connect()
    await slow.query('begin')
    await call(2, 'a', 5n, {}, slow)
    await call(2, 'a', 5n)
    await rollUp()
    await slow.query('commit')
    slow.release()
    await call(2, 'a', 5n)
    await rollUpAll()
    const { rows } = await pool().query('select sum(calls)::int as calls from usage_hours where user_id = 2')
    expect(rows[0]).toEqual({ calls: 3 })
  })

  it('count nobody who left as a failure, and neither does the list', async () => {
    await call(40, 'a', 5n)
    const left = await call(40, 'a', 5n, { status: 499 })
    const failed = await call(40, 'a', 0n, { status: 502 })
    await rollUpAll()
    const { rows } = await pool().query('select sum(calls)::int as calls, sum(errors)::int as errors from usage_hours where user_id = 40')
    expect(rows[0]).toEqual({ calls: 3, errors: 1 })
    const of = async (status: string) => (await listRecords(recordFilter.parse({ status }), { userId: 40, namesUpstreams: false })).records
    expect((await of('failed')).map(({ id }) => id)).toEqual([failed])
    expect((await of('ok')).map(({ id }) => id)).toContain(left)
  })

  it('stay right after the database was restored into another cluster', async () => {
    await call(3, 'a', 5n)
    await rollUpAll()
    await call(3, 'a', 5n)
    await pool().query("update facts set value = '12345:' || split_part(value, ':', 2) where name = 'usage_rolled_xid'")
    await rollUp()
    await rollUpAll()
    const { rows } = await pool().query('select sum(calls)::int as calls from usage_hours where user_id = 3')
    expect(rows[0]).toEqual({ calls: 2 })
  })

  it('are not held up by the higher numbers of the cluster that the database came from', async () => {
    await call(31, 'a', 5n)
    await rollUpAll()
    const late = await call(31, 'a', 5n)
    await pool().query('update usage_records set settled_xid = 4000000005 where id = $1', [late])
    await pool().query("update facts set value = '12345:4000000000' where name = 'usage_rolled_xid'")
    await rollUp()
    await call(31, 'a', 5n)
    await rollUpAll()
    const { rows } = await pool().query('select sum(calls)::int as calls from usage_hours where user_id = 31')
    expect(rows[0]).toEqual({ calls: 3 })
  })
})

describe('reading', () => {
  it("shows nobody another user's call, and no user the name of an upstream", async () => {
    const id = await call(5, 'm', 123n)
    await expect(readRecord(id, { userId: 6, namesUpstreams: false })).rejects.toMatchObject({ code: 'not_found' })
    const own = await readRecord(id, { userId: 5, namesUpstreams: false })
    expect(own.attempts.map(({ upstream }) => upstream)).toEqual(['line 1', 'line 2'])
    expect((await readRecord(id, { namesUpstreams: true })).attempts.map(({ upstream }) => upstream)).toEqual(['north', 'south'])
  })

  it('spells a charge out, unit by unit, and says what the arithmetic comes to where less was charged', async () => {
    const id = await call(11, 'm', 2_000_000_000n, { images: 2, audio_ms: 61_500, requests: 1, price_version_id: 'prc_all' })
    const record = json(await readRecord(id, { userId: 11, namesUpstreams: false }))
    expect(record).toMatchObject({
      inputTokens: 100,
      images: 2,
      seconds: 61.5,
      requests: 1,
      charge: 2,
      subtotal: 2.6362300004,
      calculated: 2.63623,
    })
    expect(record.lines).toEqual([
      { unit: 'inputTokens', kind: 'input', units: 60, per: 1_000_000, price: 2, amount: 0.00012 },
      { unit: 'cachedTokens', kind: 'cachedInput', units: 40, per: 1_000_000, price: 0.00001, amount: 0.0000000004 },
      { unit: 'outputTokens', kind: 'output', units: 40, per: 1_000_000, price: 2, amount: 0.00008 },
      { unit: 'reasoningTokens', kind: 'reasoning', units: 10, per: 1_000_000, price: 3, amount: 0.00003 },
      { unit: 'images', kind: 'perImage', units: 2, per: 1, price: 0.8, amount: 1.6 },
      { unit: 'seconds', kind: 'perMinute', units: 61.5, per: 60, price: 1, amount: 1.025 },
      { unit: 'requests', kind: 'perRequest', units: 1, per: 1, price: 0.011, amount: 0.011 },
    ])
  })

  it('tells operators whose call it was, and nobody else', async () => {
    const { rows } = await pool().query(
      "insert into users (username, username_key, group_name) values ('mei', 'mei', 'default') returning id",
    )
    const id = await call(rows[0].id, 'm', 1n)
    expect((await readRecord(id, { namesUpstreams: true })).user).toEqual({ id: rows[0].id, name: 'mei' })
    expect((await readRecord(id, { userId: rows[0].id, namesUpstreams: false })).user).toBe(null)
  })

  it('names the models of calls, of one’s own only', async () => {
    const ids = [await call(80, 'big', 1n), await call(80, 'small', 1n, { at: Date.now() - 3_600_000 }), await call(90, 'other', 1n)]
    expect(await modelsOfCalls(80, [...ids, null, 'code_1', 'call_broken'])).toEqual({ [ids[0] ?? '']: 'big', [ids[1] ?? '']: 'small' })
    expect(await modelsOfCalls(80, [null])).toEqual({})
  })

  it('tells how fast models were, of all users and without the response cache, once there are calls enough to tell', async () => {
    const at = Date.now() - 3_600_000
    await pool().query("insert into models (id, name) values ('quick', 'Q'), ('rare', 'R')")
    await pool().query(
      "insert into model_names (name, model_id, is_alias) values ('quick', 'quick', false), ('swift', 'quick', true), ('rare', 'rare', false)",
    )
    await catalogReady()
    for (let i = 0; i < 3; i++) await call(81 + i, 'swift', 1n, { at, model_used: 'quick' })
    await call(81, 'swift', 0n, { at, status: 502, ttft_ms: null, duration_ms: 920 })
    for (const back of [at, at - 3_600_000])
      for (let i = 0; i < 5; i++)
        await call(81, 'quick', 0n, { at: back, model_used: 'quick', ttft_ms: null, duration_ms: 2, cache_age: 9 })
    await call(81, 'rare', 1n, { at })
    for (let i = 0; i < 5; i++) await call(81, 'rare', 0n, { at, ttft_ms: null, duration_ms: 2, cache_age: 9 })
    for (let i = 0; i < 3; i++) await call(81, 'no-such-model', 0n, { at, status: 404 })
    await rollUpAll()
    const figures = await modelFigures()
    expect(figures.get('quick')).toEqual({
      success: 0.75,
      durationMs: 620,
      ttftMs: 20,
      tokensPerSecond: 200 / 2.42,
      hours: [{ hour: expect.any(String), success: 0.75, durationMs: 620, ttftMs: 20 }],
    })
    const { rows } = await pool().query("select sum(calls)::int as calls from usage_hours where user_id > 80 and model = 'quick'")
    expect(rows).toEqual([{ calls: 13 }])
    expect([figures.has('rare'), figures.has('swift'), figures.has('no-such-model')]).toEqual([false, false, false])
  })

  it('names a wrong cursor and a wrong time zone', async () => {
    await expect(listRecords(recordFilter.parse({ cursor: 'x' }), { userId: 1, namesUpstreams: false })).rejects.toMatchObject({
      code: 'invalid_request',
    })
    const query = { from: new Date(), to: new Date(), bucket: 'day', groupBy: 'model', tz: 'Mars/Base' } as const
    await expect(usageSeries(query, { userId: 1, timeZone: 'UTC' })).rejects.toMatchObject({
      facts: { fields: { tz: expect.any(String) } },
    })
  })

  it('sums a series, a day in the time zone that was asked for', async () => {
    await call(7, 'big', 30n, { at: Date.UTC(2026, 10, 20, 15, 59) }) // 23:59 in Shanghai
    await call(7, 'small', 10n, { at: Date.UTC(2026, 10, 20, 16, 1) }) // 00:01 the next day
    await call(7, 'big', 5n, { at: Date.UTC(2026, 10, 21, 1), status: 502 })
    await rollUpAll()
    const span = {
      from: new Date(Date.UTC(2026, 10, 19, 16)),
      to: new Date(Date.UTC(2026, 10, 22)),
      bucket: 'day',
      groupBy: 'model',
    } as const
    const series = json(await usageSeries(span, { userId: 7, timeZone: 'Asia/Shanghai' }))
    expect(series.buckets).toEqual(['2026-11-19T16:00:00.000Z', '2026-11-20T16:00:00.000Z', '2026-11-21T16:00:00.000Z'])
    expect(series.series.map((s: { id: string }) => s.id)).toEqual(['big', 'small'])
    expect(series.series[0].points.map((p: { calls: number }) => p.calls)).toEqual([1, 1, 0])
    expect(series.total).toMatchObject({ calls: 3, errors: 1, charge: 0.000000045 })
  })

  it('names the largest hundred series and sums the others as one', async () => {
    const from = new Date(Date.now() - 2 * 3_600_000)
    await pool().query(
      `insert into usage_hours (hour, user_id, key_id, model, calls, errors, charge)
       select date_trunc('hour', now() - make_interval(hours => m % 2)), 10, '', 'made up ' || m, 1, 1, case when m <= 3 then m else 0 end
       from generate_series(1, 300) m`,
    )
    const query = { from, to: new Date(), bucket: 'hour', groupBy: 'model' } as const
    const { series, total } = json(await usageSeries(query, { userId: 10, timeZone: 'UTC' }))
    expect(series).toHaveLength(101)
    expect(series.slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(['made up 3', 'made up 2', 'made up 1'])
    expect(series.find(({ id }: { id: string }) => id === '…')).toMatchObject({ name: '…', total: { calls: 200, errors: 200, charge: 0 } })
    expect(total.calls).toBe(300)
  })

  it('gives statistics, an overview and a table that no spreadsheet runs', async () => {
    await call(8, 'm', 2_000_000_000n, { key_name: '=cmd()' })
    await rollUpAll()
    expect(json(await usageStats(8, 'Asia/Shanghai'))).toMatchObject({
      requests: 1,
      tokens: 150,
      spent: 2,
      by_model: [{ model: 'm', requests: 1 }],
      by_day: [{ requests: 1 }],
    })
    expect(json(await usageOverview(8, 'Asia/Shanghai', 10_000_000_000n))).toMatchObject({
      today: { calls: 1, medianTtftMs: 20, tokensPerSecond: 100 },
      daysLeft: 35,
    })
    expect(await recordsCsv(recordFilter.parse({}), { userId: 8, namesUpstreams: false })).toContain(",'=cmd(),")
  })

  it('never counts for one user what others used', async () => {
    const [busy, idle] = [9001, 9002]
    await pool().query("insert into users (id, username, username_key) values ($1, 'busy', 'busy'), ($2, 'idle', 'idle')", [busy, idle])
    await pool().query("insert into conversations (id, user_id, title) values ('cnv_busy', $1, '')", [busy])
    await pool().query("insert into spend_limits (id) values ('lim_busy')")
    await pool().query(
      "insert into api_keys (id, user_id, name, hash, preview, limit_id) values ('key_busy', $1, 'a', '\\x00', 'a', 'lim_busy')",
      [busy],
    )
    await call(busy, 'm', 7n)
    await rollUpAll()
    expect(json(await usageStats(busy, 'UTC'))).toMatchObject({ requests: 1, keys: 1, conversations: 1 })
    expect(json(await usageStats(idle, 'UTC'))).toEqual({
      requests: 0,
      tokens: 0,
      spent: 0,
      keys: 0,
      conversations: 0,
      by_model: [],
      by_day: [],
    })
    expect(json(await usageOverview(idle, 'UTC', 1n))).toMatchObject({
      today: { calls: 0, medianTtftMs: null, tokensPerSecond: null },
      dailyCharge: 0,
      firstCallAt: null,
      lastCall: null,
    })
    expect(await spentBy(busy)).toBe(7n)
    expect(await spentBy(idle)).toBe(0n)
    const week = (userId: number, keyId: string | null) => weekReady({ userId, keyId }, 'UTC', Date.now())
    const owners = [busy, idle].flatMap((userId) => [null, 'key_a', 'key_b'].map((keyId) => ({ userId, keyId })))
    await Promise.all(owners.map(({ userId, keyId }) => week(userId, keyId)))
    expect(owners.map((owner) => weekWait(owner, 151, 2, Date.now()) > 0)).toEqual([true, true, false, false, false, false])
  })
})
