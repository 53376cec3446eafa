import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, type Person, seeded, theEnd } from '@/tests/ledger'
import {
  answerLost,
  aProcess,
  type Fate,
  holdGroups,
  type Late,
  type LedgerProcess,
  late,
  recordsOf,
  statementLost,
  twoHoursLater,
  uncommitted,
  undone,
} from '@/tests/ledger-processes'
import { verifyBooks } from '../wallet/verify-books'
import type { HoldRequest } from './records'

const steps = process.env.FULL ? 10_000 : 400
const seed = Number(process.env.SEED ?? 20261122)
const random = seeded(seed)
const below = (limit: number) => Math.floor(random() * limit)
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T

/** What the model knows of a call. The database must agree with it at the end. */
interface Call {
  hold: HoldRequest
  person: Person
  by: LedgerProcess
  verdict: 'unknown' | 'admitted' | 'refused' | 'failed'
  charge: bigint | undefined
  isEnding: boolean
  /** Its process was killed or taken for gone, or it ran too long, while it was open: a sweep may have ended it. */
  mayBeInterrupted: boolean
}

beforeAll(async () => {
  await freshDatabase()
  process.env.LOG_LEVEL = 'error'
})
afterAll(() => vi.resetModules())

it(`${steps} steps of several processes with lost, late and broken statements end each call once (seed ${seed})`, async () => {
  const people: Person[] = []
  for (let n = 0; n < 4; n++) people.push(await aPerson({ cash: 3000n, granted: 300n }))
  const limits = await Promise.all([500n, 1000n, 2000n, null].map(aLimit))
  const living = [await aProcess(), await aProcess(), await aProcess()]
  const gone = new Set<LedgerProcess>()
  const calls: Call[] = []
  const unfinished: Late[] = []
  let finishing = 0
  const lose = (made: Late): Fate => {
    void made.lost.then(() => unfinished.push(made))
    return made.fate
  }
  const failures: unknown[] = []
  const go = (work: Promise<unknown>): void => void work.catch((error) => failures.push(error))
  const finishOne = () => {
    const [one] = unfinished.splice(below(unfinished.length), 1)
    if (!one) return
    finishing++
    // One that comes after its retry breaks a key, and one that finds its money given back a check.
    go(
      one
        .finish()
        .catch(({ code }) => expect(['23505', '23514']).toContain(code))
        .finally(() => finishing--),
    )
  }

  const ask = async () => {
    const person = pick(people)
    const limitIds = limits.filter(() => random() < 0.4)
    const call: Call = {
      hold: aHold(person, BigInt(below(5) && 1 + below(400)), { limitIds }),
      person,
      by: pick(living),
      verdict: 'unknown',
      charge: undefined,
      isEnding: false,
      mayBeInterrupted: false,
    }
    call.mayBeInterrupted = gone.has(call.by)
    calls.push(call)
    await call.by.admit(call.hold).then(
      ({ ok }) => {
        call.verdict = ok ? 'admitted' : 'refused'
      },
      () => {
        call.verdict = 'failed'
      },
    )
  }
  const running = (call: Call) => call.verdict === 'admitted' && call.charge === undefined && living.includes(call.by)
  const end = async (call: Call) => {
    call.charge = random() < 0.2 ? 0n : BigInt(below(Number(call.hold.holdNanos) + 1))
    call.isEnding = true
    await call.by.settle(theEnd(call.hold, call.charge))
    call.isEnding = false
  }
  const mayInterrupt = (by: LedgerProcess) => {
    for (const call of calls) if (call.by === by) call.mayBeInterrupted = true
  }
  const slow = (): Fate => async (asked, run) => {
    await sleep(below(60))
    return run(asked)
  }

  const kinds: [share: number, step: () => unknown][] = [
    [40, () => go(ask())],
    [
      40,
      () => {
        const open = calls.filter(running)
        if (open.length > 0) go(end(pick(open)))
      },
    ],
    [6, async () => pick(living).next('ledger.turn', pick([answerLost, statementLost, undone, slow(), lose(late()), lose(uncommitted())]))],
    [2, async () => pick(living).next('insert into hold_groups', pick([answerLost, statementLost, undone, slow(), lose(uncommitted())]))],
    [2, async () => pick(living).next(pick(['ledger.recorded', 'ledger.over']), pick([answerLost, statementLost, undone, slow()]))],
    [8, finishOne],
    [
      3,
      () => {
        const one = pick(living)
        const isLong = random() < 0.2
        if (isLong) mayInterrupt(one)
        go(one.sweep(performance.now() + (isLong ? 3_600_000 : 0)).catch(() => 0))
      },
    ],
    [3, () => go(pick(living).removeOverGroups())],
    [
      2,
      async () => {
        const one = pick(living)
        if (gone.delete(one)) return one.heardAgain()
        gone.add(one)
        mayInterrupt(one)
        return one.takenForGone()
      },
    ],
    [
      1,
      async () => {
        const at = below(living.length)
        const one = living[at] as LedgerProcess
        living[at] = await aProcess()
        mayInterrupt(one)
        gone.delete(one)
        await one.kill()
      },
    ],
  ]
  const bag = kinds.flatMap(([share, step]) => Array.from({ length: share }, () => step))
  for (let step = 0; step < steps; step++) {
    await pick(bag)()
    if (random() < 0.5) await sleep(below(4))
    while (openWork() > 40) await passTime()
    if (step % 50 === 0) await check()
  }

  for (const one of gone) await one.heardAgain()
  while (openWork() > 0 || calls.some(running) || unfinished.length > 0 || finishing > 0) {
    for (const call of calls.filter(running)) go(end(call))
    await passTime()
  }
  const [last, ...others] = living as [LedgerProcess, ...LedgerProcess[]]
  for (const one of others) await one.kill()
  for (let n = 0; n < 3; n++) await last.sweep()
  await twoHoursLater()
  await last.sweep()
  expect(await holdGroups()).toBe(0)
  await check()
  expect((await pool().query('select 1 from spend_limits where held <> 0')).rows).toEqual([])

  const spent = new Map(people.map(({ walletId }) => [walletId, 0n]))
  for (const call of calls) {
    const records = await recordsOf(call.hold.id)
    const { walletId } = call.person
    spent.set(walletId, (spent.get(walletId) ?? 0n) + (records[0]?.charge ?? 0n))
    expect({ ...call, by: call.by.id, records }).toSatisfy(() => isAsTheModelSays(call, records))
  }
  for (const person of people) {
    const { cash, granted, held } = await balancesOf(person)
    expect([cash + granted, held]).toEqual([3300n - (spent.get(person.walletId) ?? 0n), 0n])
  }
  await last.kill()

  /** Work of processes that were killed never ends. */
  function openWork() {
    return calls.filter(({ by, verdict, isEnding }) => (verdict === 'unknown' || isEnding) && living.includes(by)).length
  }
  async function passTime() {
    await sleep(5)
    finishOne()
    expect(failures).toEqual([])
  }
  async function check() {
    expect(await verifyBooks()).toEqual([])
    expect((await pool().query('select id from wallets where cash + granted < held or cash < 0')).rows).toEqual([])
    expect((await pool().query('select id from spend_limits where spent + held > ceiling')).rows).toEqual([])
  }
}, 1_800_000)

function isAsTheModelSays({ verdict, charge, mayBeInterrupted }: Call, records: Awaited<ReturnType<typeof recordsOf>>): boolean {
  const [record] = records
  if (verdict === 'refused') return records.length === 0
  if (verdict !== 'admitted')
    return records.length === 0 || (records.length === 1 && record?.error_code === 'interrupted' && record.charge === 0n)
  if (records.length !== 1 || !record) return false
  if (record.error_code === 'interrupted') return mayBeInterrupted && record.charge === 0n
  return record.charge === charge
}
