import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, type Person, theEnd } from '@/tests/ledger'
import {
  answerLost,
  aProcess,
  charged,
  holdGroups,
  interrupted,
  type LedgerProcess,
  late,
  recordsOf,
  somebodyWaits,
  twoHoursLater,
  uncommitted,
} from '@/tests/ledger-processes'
import { verifyBooks } from '../wallet/verify-books'

const all: LedgerProcess[] = []
let person: Person
let one: LedgerProcess
let other: LedgerProcess
const start = async () => {
  const made = await aProcess()
  all.push(made)
  return made
}

beforeAll(async () => {
  await freshDatabase()
})
beforeEach(async () => {
  ;[one, other] = [await start(), await start()]
  person = await aPerson({ cash: 100n })
})
afterEach(async () => {
  vi.restoreAllMocks()
  expect(await verifyBooks()).toEqual([])
  for (const each of all.splice(0)) await each.kill()
  await pool().query('delete from hold_groups')
})
afterAll(() => vi.resetModules())

const turn = 'ledger.turn'

describe('a settlement', () => {
  const running = async (n: number, hold = 10n) => {
    const holds = Array.from({ length: n }, () => aHold(person, hold))
    await Promise.all(holds.map(one.admit))
    return holds as [ReturnType<typeof aHold>, ...ReturnType<typeof aHold>[]]
  }

  it('that was committed though its answer was lost is not done again', async () => {
    const holds = await running(3)
    one.next(turn, answerLost)
    await Promise.all(holds.map((hold) => one.settle(theEnd(hold, 5n))))
    expect(await recordsOf(...holds.map(({ id }) => id))).toEqual(holds.map((hold) => charged(hold, 5n)))
    expect(await balancesOf(person)).toMatchObject({ cash: 85n, held: 0n })
    await one.removeOverGroups()
    expect(await holdGroups()).toBe(0)
  })

  it.each(['late', 'uncommitted'])('that goes on by itself (%s) is done by it or by its retry, not by both', async (how) => {
    const [hold] = await running(1)
    const first = how === 'late' ? late() : uncommitted()
    one.next(turn, first.fate)
    const settled = one.settle(theEnd(hold, 5n))
    if (how === 'late') await settled
    else await somebodyWaits()
    const itself = await first.finish().then(
      () => 'done',
      ({ code }) => code,
    )
    expect(itself).toBe(how === 'late' ? '23505' : 'done')
    await settled
    expect(await recordsOf(hold.id)).toEqual([charged(hold, 5n)])
    expect(await balancesOf(person)).toMatchObject({ cash: 95n, held: 0n })
  })

  it('and a sweep at once end the call once', async () => {
    const holds = await running(5)
    await one.takenForGone()
    await Promise.all([other.sweep(), ...holds.map((hold) => one.settle(theEnd(hold, 5n)))])
    const records = await recordsOf(...holds.map(({ id }) => id))
    expect(records).toHaveLength(5)
    const cash = 100n - records.reduce((sum, { charge }) => sum + charge, 0n)
    expect(await balancesOf(person)).toMatchObject({ cash, held: 0n })
    expect(one.openIds()).toEqual([])
  })

  it('of a process that comes back after the sweep, and after its group is gone, changes nothing', async () => {
    const [hold] = await running(1)
    await one.takenForGone()
    expect(await other.sweep()).toBe(1)
    expect(await holdGroups()).toBe(1) // It says so, should the process ask for it soon.
    await twoHoursLater()
    await other.sweep()
    expect(await holdGroups()).toBe(0)
    await one.heardAgain()
    await one.settle(theEnd(hold, 5n))
    expect(await recordsOf(hold.id)).toEqual([interrupted(hold)])
    expect(await balancesOf(person)).toMatchObject({ cash: 100n, held: 0n })
    expect(one.openIds()).toEqual([])
  })

  it('that is not committed keeps its group, and so does one that can still fail', async () => {
    const [first, last] = await running(2)
    await one.settle(theEnd(first, 5n))
    const under = uncommitted()
    one.next(turn, under.fate)
    const settled = one.settle(theEnd(last ?? first, 5n))
    await somebodyWaits()
    await one.removeOverGroups()
    await twoHoursLater()
    await other.sweep()
    expect(await holdGroups()).toBe(1)
    await under.finish()
    await settled
    await one.removeOverGroups()
    expect(await holdGroups()).toBe(0)
  })

  it('in a turn with admissions that was committed though its answer was lost happens once, and so do they', async () => {
    const limitId = await aLimit(50n)
    const [hold] = await running(1)
    const [fits, big] = [aHold(person, 40n, { limitId }), aHold(person, 40n, { limitId })]
    one.next(turn, answerLost)
    const outcomes = await Promise.all([one.settle(theEnd(hold, 5n)), one.admit(fits), one.admit(big)])
    expect(outcomes).toEqual([undefined, { ok: true }, { ok: false, reason: 'limit_on_hold', availableNanos: 10n, limitId }])
    expect(await balancesOf(person)).toMatchObject({ cash: 95n, held: 40n })
    await one.settle(theEnd(fits, 0n))
  })

  it('that the database refuses for good fails no admission of its turn', async () => {
    const [bad] = await running(1)
    const next = aHold(person, 10n)
    const outcomes = await Promise.allSettled([one.settle(theEnd(bad, 2n ** 63n)), one.admit(next)])
    expect(outcomes).toEqual([expect.objectContaining({ status: 'rejected' }), { status: 'fulfilled', value: { ok: true } }])
    expect(await one.sweep()).toBe(1)
    expect(await recordsOf(bad.id)).toEqual([interrupted(bad)])
    await one.settle(theEnd(next, 0n))
  })

  it('that others have done fails no admission of its turn', async () => {
    const [hold] = await running(1)
    await one.takenForGone()
    expect(await other.sweep()).toBe(1)
    await one.heardAgain()
    const next = aHold(person, 10n)
    expect(await Promise.all([one.settle(theEnd(hold, 5n)), one.admit(next)])).toEqual([undefined, { ok: true }])
    await one.settle(theEnd(next, 0n))
  })

  it('that others have done leaves its neighbours in one statement, with all their words', async () => {
    const [done] = await running(1)
    await one.takenForGone()
    expect(await other.sweep()).toBe(1)
    await one.heardAgain()
    const holds = [done, ...(await running(3))]
    const before = one.asked.filter((name) => name === turn).length
    await Promise.all(holds.map((hold) => one.settle(theEnd(hold, 5n))))
    expect(one.asked.filter((name) => name === turn).length - before).toBe(2)
    const { rows } = await pool().query('select upstream from usage_records where id = any($1)', [holds.map(({ id }) => id)])
    expect(rows.map(({ upstream }) => upstream).sort()).toEqual(['here', 'here', 'here', null])
  })

  it('of a call that has run too long may wait for a lock while it is swept', async () => {
    const [hold] = await running(1)
    const lock = await pool().connect()
    await lock.query('begin')
    await lock.query('select 1 from wallets where id = $1 for update', [person.walletId])
    const settled = one.settle(theEnd(hold, 5n))
    await somebodyWaits()
    const swept = one.sweep(performance.now() + 3_600_000)
    await lock.query('commit')
    lock.release()
    await Promise.all([settled, swept])
    const records = await recordsOf(hold.id)
    expect(records).toHaveLength(1)
    expect(await balancesOf(person)).toMatchObject({ cash: 100n - (records[0]?.charge ?? 0n), held: 0n })
    await one.removeOverGroups()
    expect(await holdGroups()).toBe(0)
  })

  it('that is given up is left to the sweep, while its neighbours of the group go on', async () => {
    const [bad, good, slow] = (await running(3)) as [ReturnType<typeof aHold>, ReturnType<typeof aHold>, ReturnType<typeof aHold>]
    const given = expect(one.settle(theEnd(bad, 2n ** 63n))).rejects.toThrow()
    await one.settle(theEnd(good, 5n))
    await given
    await one.removeOverGroups()
    expect(await holdGroups()).toBe(1)
    expect(await one.sweep()).toBe(1)
    expect(one.openIds()).toEqual([slow.id])
    await one.settle(theEnd(slow, 5n))
    expect(await recordsOf(bad.id, good.id, slow.id)).toEqual([interrupted(bad), charged(good, 5n), charged(slow, 5n)])
    await twoHoursLater()
    await other.sweep()
    expect(await holdGroups()).toBe(0)
  })
})
