import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, balancesOf, type Person, theEnd } from '@/tests/ledger'
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
  statementLost,
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
const decide = 'insert into hold_groups'

describe('an admission whose answer was lost', () => {
  it('is found again by the retry, and held once', async () => {
    const [fits, big] = [aHold(person, 60n), aHold(person, 60n)]
    one.next(turn, answerLost)
    const verdicts = await Promise.all([one.admit(fits), one.admit(big)])
    expect(verdicts).toEqual([{ ok: true }, { ok: false, reason: 'balance_on_hold', availableNanos: 40n }])
    expect(await balancesOf(person)).toMatchObject({ held: 60n })
    await one.settle(theEnd(fits, 50n))
    expect(await recordsOf(fits.id, big.id)).toEqual([charged(fits, 50n)])
  })

  it('is not served when others have ended it before the retry looked', async () => {
    const hold = aHold(person, 60n)
    one.next(turn, async (asked, run) => {
      await run(asked)
      await one.takenForGone()
      expect(await other.sweep()).toBe(1)
      await one.heardAgain()
      throw Object.assign(new Error('broken'), { code: 'ECONNRESET' })
    })
    await expect(one.admit(hold)).rejects.toThrow('ended while this process was away')
    expect(await recordsOf(hold.id)).toEqual([interrupted(hold)])
    expect(await balancesOf(person)).toMatchObject({ cash: 100n, held: 0n })
  })

  it('can never be written once the retry looked before it', async () => {
    const hold = aHold(person, 40n)
    const first = late()
    one.next(turn, first.fate)
    expect(await one.admit(hold)).toEqual({ ok: true })
    await expect(first.finish()).rejects.toMatchObject({ code: '23505' })
    expect(await balancesOf(person)).toMatchObject({ held: 40n })
    await one.settle(theEnd(hold, 5n))
    expect(await recordsOf(hold.id)).toEqual([charged(hold, 5n)])
  })

  it('is waited for while it is not committed, and says whom it refused', async () => {
    const [fits, big] = [aHold(person, 60n), aHold(person, 60n)]
    const first = uncommitted()
    one.next(turn, first.fate)
    const verdicts = Promise.all([one.admit(fits), one.admit(big)])
    await somebodyWaits()
    await first.finish()
    expect(await verdicts).toEqual([{ ok: true }, { ok: false, reason: 'balance_on_hold', availableNanos: 40n }])
    expect(await balancesOf(person)).toMatchObject({ held: 60n })
    await one.settle(theEnd(fits, 5n))
    expect(await balancesOf(person)).toMatchObject({ cash: 95n, held: 0n })
  })
})

describe('sweeps', () => {
  it('that run at once end each call once', async () => {
    const holds = Array.from({ length: 20 }, () => aHold(person, 1n))
    await Promise.all(holds.map(one.admit))
    await one.kill()
    const third = await start()
    const ended = await Promise.all([other.sweep(), third.sweep(), other.sweep()])
    expect(ended.reduce((sum, n) => sum + n, 0)).toBe(20)
    expect(await recordsOf(...holds.map(({ id }) => id))).toHaveLength(20)
    expect(await balancesOf(person)).toMatchObject({ cash: 100n, held: 0n })
  })

  it.each([-30, 30])('end calls of a process that was killed before it knew of them, its clock %i days off', async (days) => {
    const time = new Date(Date.now() + days * 86_400_000)
    const hold = aHold(person, 10n, { time })
    const reached = Promise.withResolvers<void>()
    one.next(turn, async (asked, run) => {
      await run(asked)
      reached.resolve()
      return new Promise(() => {})
    })
    void one.admit(hold)
    await reached.promise
    expect(await other.sweep()).toBe(0)
    await one.kill()
    expect(await other.sweep()).toBe(1)
    expect(await recordsOf(hold.id)).toEqual([interrupted(hold)])
    expect(await balancesOf(person)).toMatchObject({ cash: 100n, held: 0n })
  })

  it('leave alone an admission whose outcome its process does not know yet', async () => {
    const hold = aHold(person, 10n)
    const reached = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    one.next(turn, answerLost)
    one.next(decide, async (asked, run) => {
      reached.resolve()
      await go.promise
      return run(asked)
    })
    const admitted = one.admit(hold)
    await reached.promise
    expect(await one.sweep()).toBe(0)
    go.resolve()
    expect(await admitted).toEqual({ ok: true })
    await one.settle(theEnd(hold, 5n))
  })

  it('end an admission that was written after its process gave up asking', async () => {
    const hold = aHold(person, 10n)
    const first = late()
    one.next(turn, first.fate)
    for (let n = 0; n < 4; n++) one.next(decide, statementLost)
    await expect(one.admit(hold)).rejects.toThrow('broken')
    expect(await one.sweep()).toBe(0)
    await first.finish()
    expect(await balancesOf(person)).toMatchObject({ held: 10n })
    expect(await one.sweep()).toBe(1)
    expect(await recordsOf(hold.id)).toEqual([interrupted(hold)])
  })
})

it('a journal stays while its process lives or has groups, and goes with them', async () => {
  const journals = async () => (await pool().query('select 1 from stream_journals where process_id = $1', [one.id])).rowCount
  const hold = aHold(person, 10n)
  await one.admit(hold)
  await one.journal([{ id: hold.id, inputTokens: 1, outputTokens: 1 }])
  await one.settle(theEnd(hold, 5n))
  await one.removeOverGroups()
  await other.sweep()
  expect([await holdGroups(), await journals()]).toEqual([0, 1])
  await one.admit(aHold(person, 10n))
  await one.kill()
  await other.sweep()
  expect([await holdGroups(), await journals()]).toEqual([1, 1])
  await twoHoursLater()
  await other.sweep()
  expect([await holdGroups(), await journals()]).toEqual([0, 0])
})
