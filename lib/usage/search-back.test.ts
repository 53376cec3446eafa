import { describe, expect, it } from 'vitest'
import { seeded } from '@/tests/ledger'
import { type ListPlace, searchBack } from './search-back'

interface Row {
  time: number
  id: string
}
const minute = 60_000
const hour = 60 * minute
const now = 1_800_000_000_000
const order = (a: Row, b: Row) => b.time - a.time || (a.id < b.id ? 1 : -1)
const olderThan = (place: ListPlace | null) => (row: Row) =>
  place === null || row.time < place[0] || (row.time === place[0] && row.id < place[1])

/** A table of which each read takes `cost(span)` milliseconds of a clock of its own. */
function table(rows: Row[], cost: (spanMs: number) => number = () => 1) {
  const sorted = rows.toSorted(order)
  const reads: { before: ListPlace | null; from: number | null }[] = []
  let clock = 0
  const oldest = sorted.at(-1)?.time ?? Number.POSITIVE_INFINITY
  const read = async (before: ListPlace | null, from: number | null, limit: number) => {
    reads.push({ before, from })
    clock += cost((before?.[0] ?? now) - (from ?? oldest))
    return sorted.filter((row) => olderThan(before)(row) && (from === null || row.time >= from)).slice(0, limit)
  }
  const search = (before: ListPlace | null, limit: number, budgetMs: number) =>
    searchBack({ read, before, newest: now, oldest, limit, budgetMs }, () => clock)
  return { sorted, reads, search, spent: () => clock }
}

/** Reads page by page, as a caller with cursors does. */
async function pages({ search }: ReturnType<typeof table>, limit: number, budgetMs: number) {
  const all: Row[][] = []
  let before: ListPlace | null = null
  for (;;) {
    const { rows, lookedBackTo } = await search(before, limit + 1, budgetMs)
    const page = rows.slice(0, limit)
    all.push(page)
    const last = page.at(-1)
    if (lookedBackTo !== null) before = [lookedBackTo, '']
    else if (rows.length > limit && last) before = [last.time, last.id]
    else return all
  }
}

describe('a search back in time', () => {
  const seed = Number(process.env.SEED ?? 20261130)
  it(`finds each row once, in order, whatever the windows, the budget and the pages (seed ${seed})`, async () => {
    const random = seeded(seed)
    const below = (most: number) => Math.floor(random() * most)
    for (let round = 0; round < 200; round++) {
      const spread = 10 ** below(8)
      const rows = Array.from({ length: below(60) }, (_, at) => ({ time: now - 3 * below(spread), id: `call_${at}` }))
      const one = table(rows, (span) => (span / hour) * random() * 10)
      const found = await pages(one, 1 + below(20), below(2) * below(300))
      expect(found.flat()).toEqual(one.sorted)
    }
  })

  it('keeps rows of one time together, where a window ends and where a page ends', async () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].flatMap((id) =>
      [now - minute, now - minute - 1, now].map((time) => ({ time, id: `${id}${time}` })),
    )
    for (const limit of [1, 2, 3, 4, 15]) {
      const one = table(rows)
      expect((await pages(one, limit, 0)).flat()).toEqual(one.sorted)
    }
  })

  it('reads one window when it has no time at all, and says how far it came', async () => {
    const { search, reads } = table([{ time: now - 1000 * hour, id: 'far' }])
    expect(await search(null, 10, 0)).toEqual({ rows: [], lookedBackTo: now - minute })
    expect(reads).toHaveLength(1)
    expect(await search([now - minute, ''], 10, 0)).toEqual({ rows: [], lookedBackTo: now - 2 * minute })
  })

  it('comes to a rare row at the far end in a few reads, and knows that nothing is left', async () => {
    const far = { time: now - 3000 * hour, id: 'far' }
    const { search, reads } = table([far])
    expect(await search(null, 10, 300)).toEqual({ rows: [far], lookedBackTo: null })
    expect(reads.length).toBeLessThan(12)
    expect(reads.at(-1)).toMatchObject({ from: null })
  })

  it('stops as soon as the page is full', async () => {
    const { search, reads } = table(Array.from({ length: 50 }, (_, at) => ({ time: now - at, id: `${at}` })))
    expect((await search(null, 10, 300)).rows).toHaveLength(10)
    expect(reads).toHaveLength(1)
  })

  it('makes windows only as long as it has time for', async () => {
    const one = table([{ time: now - 100_000 * hour, id: 'far' }], (span) => (5 * span) / hour)
    const { lookedBackTo } = await one.search(null, 10, 300)
    expect(lookedBackTo).not.toBe(null)
    expect(one.spent()).toBeGreaterThan(250)
    expect(one.spent()).toBeLessThanOrEqual(301)
  })
})
