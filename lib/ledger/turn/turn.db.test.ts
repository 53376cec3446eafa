import { beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, isOpen, type Person, theEnd } from '@/tests/ledger'
import { sweep } from '../sweep/sweep'
import { entries } from '../wallet/entries'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import { hotPool } from './hot-pool'
import { settle } from './settle'

beforeAll(async () => {
  await freshDatabase()
})

const limitOf = async (id: string) => (await pool().query('select spent, held from spend_limits where id = $1', [id])).rows[0]
const recordOf = async (id: string) => (await pool().query('select * from usage_records where id = $1', [id])).rows[0]

/** Runs `work` while another connection has this row, and `look` once `work` waits for it. */
async function whileLocked(row: string, work: () => Promise<unknown>, look: () => Promise<void>, doing = locked(row)): Promise<void> {
  const other = await pool().connect()
  await other.query('begin')
  expect((await other.query(doing)).rowCount).toBe(1)
  const under = work()
  try {
    const blocked = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    await vi.waitFor(async () => expect((await pool().query(blocked)).rows).not.toEqual([]), { timeout: 10_000, interval: 5 })
    await look()
  } finally {
    await other.query('commit')
    other.release()
  }
  await under
}
const locked = (row: string) => `select 1 from ${row} for update`
const isFree = (row: string) => pool().query(`${locked(row)} nowait`)
const walletRow = ({ walletId }: Person) => `wallets where id = ${walletId}`
const limitRow = (id: string) => `spend_limits where id = '${id}'`

describe('a turn locks what it needs in the order in which everybody does:', () => {
  it('wallets by rising id, then spend limits by rising id', async () => {
    const [low, high] = [await aPerson({ cash: 10n }), await aPerson({ cash: 10n })]
    const [first = '', second = ''] = [await aLimit(10n), await aLimit(10n)].toSorted()
    const holds = [aHold(high, 1n, { limitId: second }), aHold(low, 1n, { limitId: first })]
    const both = () => Promise.all(holds.map(admit))
    await whileLocked(walletRow(low), both, async () => {
      await isFree(walletRow(high))
      await isFree(limitRow(first))
    })
    const ends = () => Promise.all(holds.map((hold) => settle(theEnd(hold, 1n))))
    await whileLocked(limitRow(first), ends, async () => {
      await expect(isFree(walletRow(high))).rejects.toMatchObject({ code: '55P03' })
      await isFree(limitRow(second))
    })
    expect(await verifyBooks()).toEqual([])
  })
})

describe('a settlement', () => {
  it('that is asked for twice while its wallet is locked counts once', async () => {
    const person = await aPerson({ cash: 10n })
    const limitId = await aLimit(10n)
    const hold = aHold(person, 4n, { limitId })
    await admit(hold)
    const twice = () => Promise.all([settle(theEnd(hold, 3n)), settle(theEnd(hold, 3n))])
    await whileLocked(walletRow(person), twice, async () => {})
    expect(await recordOf(hold.id)).toMatchObject({ charge: 3n })
    expect(await limitOf(limitId)).toEqual({ spent: 3n, held: 0n })
    expect(await balancesOf(person)).toMatchObject({ cash: 7n, held: 0n })
    expect(await verifyBooks()).toEqual([])
  })

  it('charges a call that nothing was held for, on the wallet and on the limit', async () => {
    const person = await aPerson({ cash: 10n })
    const limitId = await aLimit(10n)
    const hold = aHold(person, 0n, { limitId })
    await admit(hold)
    await settle(theEnd(hold, 3n))
    expect(await balancesOf(person)).toMatchObject({ cash: 7n, held: 0n })
    expect(await limitOf(limitId)).toEqual({ spent: 3n, held: 0n })
    expect(await verifyBooks()).toEqual([])
  })

  it('of many calls is one statement, and each entry shows the balance that it left', async () => {
    const [person, other] = [await aPerson({ cash: 100n, granted: 10n }), await aPerson({ cash: 5n, granted: 5n })]
    const holds = [aHold(person, 20n), aHold(other, 3n), aHold(person, 20n), aHold(person, 20n)]
    await Promise.all(holds.map(admit))
    const asked = vi.spyOn(hotPool(), 'query')
    await Promise.all(holds.map((hold) => settle(theEnd(hold, hold.holdNanos === 3n ? 3n : 9n))))
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockRestore()
    const list = (await entries({ ...person, limit: 10 })).entries.filter(({ kind }) => kind === 'charge').reverse()
    expect(list.map(({ account, amount, balanceAfter }) => [account, amount, balanceAfter])).toEqual([
      ['grant', -9n, 1n],
      ['grant', -1n, 0n],
      ['cash', -8n, 92n],
      ['cash', -9n, 83n],
    ])
    expect(await balancesOf(other)).toMatchObject({ cash: 5n, granted: 2n })
    expect(await verifyBooks()).toEqual([])
  })

  it('puts its records on both sides of a month’s end, and older than any month kept apart', async () => {
    const person = await aPerson({ cash: 10n })
    const midnight = new Date(new Date().setUTCMonth(new Date().getUTCMonth() + 1, 1)).setUTCHours(0, 0, 0, 0)
    const times = [midnight, midnight - 1, Date.UTC(2001, 0, 1), midnight + 1]
    const holds = times.map((time) => aHold(person, 2n, { time: new Date(time) }))
    await Promise.all(holds.map(admit))
    await Promise.all(holds.map((hold) => settle(theEnd(hold, 1n))))
    const { rows } = await pool().query('select distinct tableoid from usage_records where wallet_id = $1', [person.walletId])
    expect(rows).toHaveLength(3)
    expect(await balancesOf(person)).toMatchObject({ cash: 6n, held: 0n })
    expect(await verifyBooks()).toEqual([])
  })

  it('that PostgreSQL cannot take does not keep its neighbours', async () => {
    const person = await aPerson({ cash: 10n })
    const [good, bad] = [aHold(person, 1n), aHold(person, 1n)]
    await Promise.all([admit(good), admit(bad)])
    const outcomes = await Promise.allSettled([settle(theEnd(bad, 2n ** 63n)), settle(theEnd(good, 1n))])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(await isOpen(bad.id)).toBe(true)
    expect(await balancesOf(person)).toMatchObject({ cash: 9n, held: 1n })
    expect(await sweep()).toBe(1)
    expect(await recordOf(bad.id)).toMatchObject({ charge: 0n, error_code: 'interrupted' })
    expect(await balancesOf(person)).toMatchObject({ cash: 9n, held: 0n })
    await expect(settle(theEnd(good, -1n))).rejects.toThrow()
  })
})

describe('settlements and admissions in one turn', () => {
  it('money that is settled can be admitted, and neither happens twice', async () => {
    const person = await aPerson({ cash: 10n })
    const limitId = await aLimit(10n)
    const running = aHold(person, 10n, { limitId })
    await admit(running)
    const next = aHold(person, 8n, { limitId })
    const [, verdict] = await Promise.all([settle(theEnd(running, 2n)), admit(next)])
    expect(verdict).toEqual({ ok: true })
    expect(await balancesOf(person)).toMatchObject({ cash: 8n, held: 8n })
    expect(await limitOf(limitId)).toEqual({ spent: 2n, held: 8n })
    expect(await verifyBooks()).toEqual([])
  })

  it('money that was held is free in the same turn, and money that was charged is not, on wallet and limit alike', async () => {
    const [person, other] = [await aPerson({ cash: 10n }), await aPerson({ cash: 100n })]
    const limitId = await aLimit(10n)
    const [running, limited] = [aHold(person, 10n), aHold(other, 10n, { limitId })]
    await Promise.all([admit(running), admit(limited)])
    const asked = vi.spyOn(hotPool(), 'query')
    const ends = [settle(theEnd(running, 2n)), settle(theEnd(limited, 2n))]
    const verdicts = await Promise.all([
      admit(aHold(person, 9n)),
      admit(aHold(other, 9n, { limitId })),
      admit(aHold(await aPerson({ cash: 1n }), 0n)),
      ...ends,
    ])
    expect(verdicts.slice(0, 3)).toMatchObject([{ reason: 'insufficient_balance' }, { reason: 'limit_reached', limitId }, { ok: true }])
    const fits = [aHold(person, 8n), aHold(other, 8n, { limitId })]
    await Promise.all(fits.map(admit))
    await Promise.all([
      ...fits.map((hold) => settle(theEnd(hold, 0n))),
      ...[8n, 8n].map((nanos, at) => admit(aHold(at ? other : person, nanos, at ? { limitId } : {}))),
    ])
    expect(asked.mock.calls.length).toBeLessThanOrEqual(4) // Each pair of turns is one statement, and none is tried again.
    asked.mockRestore()
    expect(await verifyBooks()).toEqual([])
  })

  it('one that PostgreSQL cannot store does not stop the others', async () => {
    const person = await aPerson({ cash: 10n })
    const running = aHold(person, 5n)
    await admit(running)
    const bad = aHold(person, 1n, { userId: 2 ** 40 })
    const outcomes = await Promise.allSettled([settle(theEnd(running, 5n)), admit(bad), admit(aHold(person, 5n))])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await balancesOf(person)).toMatchObject({ cash: 5n, held: 5n })
  })
})

describe('a turn whose connection breaks after it was committed', () => {
  /** The next statement is carried out but its answer is lost. */
  function breakNext(): void {
    const hot = hotPool()
    const query = hot.query.bind(hot) as (asked: unknown) => Promise<unknown>
    vi.spyOn(hot, 'query').mockImplementationOnce(async (asked: unknown) => {
      await query(asked)
      throw Object.assign(new Error('broken'), { code: 'ECONNRESET' })
    })
  }

  it('is not done again', async () => {
    const person = await aPerson({ cash: 10n })
    const [running, next, another] = [aHold(person, 4n), aHold(person, 2n), aHold(person, 1n)]
    breakNext()
    expect(await admit(running)).toEqual({ ok: true })
    expect(await balancesOf(person)).toMatchObject({ cash: 10n, held: 4n })
    breakNext()
    const [, verdict] = await Promise.all([settle(theEnd(running, 3n)), admit(next)])
    expect(verdict).toEqual({ ok: true })
    expect(await balancesOf(person)).toMatchObject({ cash: 7n, held: 2n })
    breakNext()
    await settle(theEnd(next, 2n))
    breakNext()
    expect(await Promise.all([admit(another), admit(aHold(person, 6n))])).toEqual([
      { ok: true },
      { ok: false, reason: 'insufficient_balance', availableNanos: 4n },
    ])
    expect(await balancesOf(person)).toMatchObject({ cash: 5n, held: 1n })
    expect(await verifyBooks()).toEqual([])
    vi.restoreAllMocks()
  })
})

describe('an admission', () => {
  it('for a wallet that is not there is refused and leaves nothing', async () => {
    const hold = aHold({ userId: 1, walletId: 2_000_000_000 }, 1n)
    expect(await admit(hold)).toEqual({ ok: false, reason: 'insufficient_balance', availableNanos: 0n })
    expect(await recordOf(hold.id)).toBeUndefined()
  })

  it('that is refused leaves no record and nothing held, its neighbours theirs', async () => {
    const person = await aPerson({ cash: 10n })
    const [big, fits] = [aHold(person, 11n), aHold(person, 10n)]
    await Promise.all([admit(big), admit(fits)])
    expect(await recordOf(big.id)).toBeUndefined()
    expect(await isOpen(fits.id)).toBe(true)
    expect(await balancesOf(person)).toMatchObject({ held: 10n })
  })
})
