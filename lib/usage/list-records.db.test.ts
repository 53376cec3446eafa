import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { call, running } from '@/tests/records'
import { listRecords, readRecord } from './list-records'
import { usageOverview } from './overview'
import { recordFilter } from './schema'
import { settledCall } from './settled-call'

beforeAll(async () => {
  await freshDatabase()
})
afterAll(() => pool().end())

const json = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('a list of calls', () => {
  it('pages through a list without a gap or a repeat', async () => {
    const ids = []
    for (let i = 0; i < 7; i++) ids.push(await call(4, 'm', 1n, { at: Date.now() - i * 1000 }))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRecords(recordFilter.parse({ limit: 3, ...(cursor ? { cursor } : {}) }), { userId: 4, namesUpstreams: false })
      seen.push(...page.records.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(ids)
  })

  it('shows running calls among the others, until their records are there', async () => {
    const [now, reader] = [Date.now(), { userId: 60, namesUpstreams: false }]
    const old = await call(60, 'm', 1n, { at: now - 3000 })
    const held = await running(60, 'm', { at: now - 2000 })
    const young = await call(60, 'm', 1n, { at: now - 1000, status: 502 })
    await running(61, 'm', { at: now })
    const ids = async (filter: object) => (await listRecords(recordFilter.parse(filter), reader)).records.map(({ id }) => id)
    expect(await ids({})).toEqual([young, held, old])
    expect(await ids({ limit: 1, cursor: (await listRecords(recordFilter.parse({ limit: 1 }), reader)).nextCursor })).toEqual([held])
    expect(await ids({ status: 'running' })).toEqual([held])
    expect(await ids({ status: 'ok' })).toEqual([old])
    expect(await ids({ status: '502' })).toEqual([young])
    expect(await ids({ clientRequestId: 'mine', keyId: 'key_a', model: 'm', endpoint: 'chat/completions' })).toEqual([held])
    expect(await ids({ keyId: 'key_b', status: 'running' })).toEqual([])
    expect(json(await readRecord(held, reader))).toMatchObject({
      state: 'running',
      hold: 0.000000007,
      charge: 0,
      lines: [],
      inputTokens: 0,
    })
    await expect(readRecord(held, { userId: 61, namesUpstreams: false })).rejects.toMatchObject({ code: 'not_found' })
    expect(await settledCall(held)).toBe(undefined)
    expect((await usageOverview(61, 'UTC', 1n)).lastCall).toMatchObject({ model: 'm', status: null })

    await call(60, 'm', 5n, { at: now - 2000, id: held })
    expect(await ids({})).toEqual([young, held, old])
    expect(await ids({ status: 'running' })).toEqual([])
    expect(json(await readRecord(held, reader))).toMatchObject({ state: 'done', charge: 0.000000005 })
    expect(await settledCall(held)).toEqual({ inputTokens: 100, outputTokens: 50, chargeNanos: 5n })
  })
})

describe('a search for rare calls', () => {
  const [day, now] = [86_400_000, Date.now()]
  const reader = { userId: 70, namesUpstreams: false }
  const made: string[] = []

  beforeAll(async () => {
    const add = async (days: number, model: string) => {
      const id = await call(70, model, 1n, { at: now - days * day })
      if (model === 'rare') made.push(id)
    }
    for (let hours = 0; hours < 100; hours++) await add(hours / 24, 'common')
    for (const days of [0.5, 40, 40, 40, 100]) await add(days, 'rare')
    made.splice(1, 0, await running(70, 'rare', { at: now - 2 * day }))
    await call(71, 'rare', 1n, { at: now - 50 * day })
    await call(71, 'common', 1n, { at: now - 300 * day })
  })

  async function search(filter: object, budgetMs: number, of = reader) {
    const pages = []
    let cursor: string | null = null
    do {
      const page = await listRecords(recordFilter.parse({ ...filter, ...(cursor && { cursor }) }), of, budgetMs)
      pages.push(page)
      cursor = page.nextCursor
    } while (cursor)
    return pages
  }
  const idsOf = (pages: Awaited<ReturnType<typeof search>>) => pages.flatMap(({ records }) => records.map(({ id }) => id))

  it('finds each of them once, whether it ends at once or goes on page by page', async () => {
    const sorted = (ids: string[]) => ids.toSorted()
    for (const limit of [1, 2, 50]) expect(sorted(idsOf(await search({ model: 'rare', limit }, 60_000)))).toEqual(sorted(made))
    expect(await search({ model: 'rare' }, 60_000)).toMatchObject([{ lookedBackTo: null, nextCursor: null }])
    // Without time it looks through a minute at a time, so a day is enough.
    const from = new Date(now - 12.1 * 3_600_000).toISOString()
    expect(idsOf(await search({ model: 'rare', from }, 0))).toEqual(made.slice(0, 1))
  })

  it('says how far it came where it takes too long, with an empty page and a cursor that goes on from there', async () => {
    const before = Date.now()
    const page = await listRecords(recordFilter.parse({ model: 'rare' }), reader, 0)
    expect(page.records).toEqual([])
    expect(Date.parse(page.lookedBackTo ?? '')).toBeGreaterThanOrEqual(before - 60_000)
    const next = await listRecords(recordFilter.parse({ model: 'rare', cursor: page.nextCursor ?? '' }), reader, 60_000)
    expect(next).toMatchObject({ lookedBackTo: null, nextCursor: null })
    expect(next.records.map(({ id }) => id).toSorted()).toEqual(made.toSorted())
  })

  it('does not go beyond the first call, the beginning that was asked for, or what nothing is filtered by', async () => {
    const whole = (page: object) => expect(page).toMatchObject({ lookedBackTo: null, nextCursor: null })
    whole(await listRecords(recordFilter.parse({ model: 'nobody' }), { userId: 72, namesUpstreams: false }, 0))
    whole(await listRecords(recordFilter.parse({ model: 'nobody', from: new Date(Date.now() - 30_000).toISOString() }), reader, 0))
    whole(await listRecords(recordFilter.parse({ limit: 200 }), reader, 0))
    whole(await listRecords(recordFilter.parse({ status: 'running' }), reader, 0))
  })
})
