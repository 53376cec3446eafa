import { type ChildProcess, fork } from 'node:child_process'
import { once as event } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { startProcess } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, type Person, seeded, theEnd, unit } from '@/tests/ledger'
import { sweep } from '../sweep/sweep'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import type { Admission } from './admit-group'
import { settle } from './settle'

const rivals: ChildProcess[] = []
const folder = () => mkdtempSync(join(tmpdir(), 'atrium-rival-'))

async function rival(): Promise<ChildProcess> {
  const child = fork('tests/ledger-rival.ts', {
    execArgv: ['--import', './tests/run-typescript.mjs'],
    env: { ...process.env, DATA_DIR: folder() },
  })
  rivals.push(child)
  await event(child, 'message')
  return child
}

beforeAll(async () => {
  await freshDatabase()
  process.env.DATA_DIR = folder()
  await startProcess()
})
afterAll(() => {
  for (const child of rivals) if (child.connected) child.disconnect()
})

const verdictsOf = (
  calls: number,
  person: Person,
  limitsOf: (call: number) => readonly string[],
  { settled }: { settled: boolean },
): Promise<Admission[]> =>
  Promise.all(
    Array.from({ length: calls }, async (_, call) => {
      const hold = aHold(person, unit, { limitIds: limitsOf(call) })
      const verdict = await admit(hold)
      if (verdict.ok && settled) await settle(theEnd(hold, unit))
      return verdict
    }),
  )
const served = (verdicts: Admission[]): number => verdicts.filter(({ ok }) => ok).length
const servedOf = async (...of: Parameters<typeof verdictsOf>): Promise<number> => served(await verdictsOf(...of))

const random = seeded(Number(process.env.SEED ?? 20261122))
const shuffled = (ids: readonly string[]) => ids.toSorted(() => random() - 0.5)
/** Six limits, of which the named one is the tightest, in a random place of the list. */
async function sixLimits(tightest: string): Promise<string[]> {
  const others = await Promise.all([null, 11n, 20n, 1000n, null].map((calls) => aLimit(calls === null ? null : calls * unit)))
  return shuffled([...others, tightest])
}

describe('a balance for exactly 10 calls serves exactly 10 of 200 that come at once', () => {
  for (const settled of [false, true])
    for (const keys of [0, 1, 200])
      it(`${settled ? 'settled in full' : 'still running'}, ${keys === 0 ? 'without a key limit' : `${keys} keys`}`, async () => {
        const person = await aPerson({ cash: 6n * unit, granted: 4n * unit })
        const limits = await Promise.all(Array.from({ length: keys }, () => aLimit(keys === 1 ? null : 5n * unit)))
        expect(await servedOf(200, person, (call) => limits.slice(call % keys || 0, (call % keys || 0) + 1), { settled })).toBe(10)
        expect(await balancesOf(person)).toMatchObject(settled ? { cash: 0n, granted: 0n, held: 0n } : { held: 10n * unit })
        expect(await verifyBooks()).toEqual([])
      })

  it('and a key limit for exactly 10 does the same for a rich wallet', async () => {
    const person = await aPerson({ cash: 1000n * unit })
    const limitId = await aLimit(10n * unit)
    expect(await servedOf(200, person, () => [limitId], { settled: true })).toBe(10)
    expect(await verifyBooks()).toEqual([])
  })
})

describe('of six limits the tightest, for exactly 10 calls and anywhere in the list, decides', () => {
  for (const settled of [false, true])
    it(settled ? 'over calls that are settled in full' : 'over calls that still run', async () => {
      for (let n = 0; n < 4; n++) {
        const person = await aPerson({ cash: 1000n * unit })
        const tightest = await aLimit(10n * unit)
        const limits = await sixLimits(tightest)
        const verdicts = await verdictsOf(200, person, () => shuffled(limits), { settled })
        expect(served(verdicts)).toBe(10)
        const refusals = verdicts.filter((verdict) => !verdict.ok)
        expect(new Set(refusals.map(({ limitId }) => limitId))).toEqual(new Set([tightest]))
        const { rows } = await pool().query('select id, spent, held from spend_limits where id = any($1)', [limits])
        const [spent, held] = settled ? [10n * unit, 0n] : [0n, 10n * unit]
        expect(rows).toEqual(rows.map(({ id }) => ({ id, spent, held })))
      }
      expect(await verifyBooks()).toEqual([])
    })
})

describe('two processes on one database', () => {
  const order = async (child: ChildProcess, what: object): Promise<number> => {
    child.send(what)
    const [{ served }] = (await event(child, 'message')) as [{ served: number }]
    return served
  }

  it('serve exactly what the wallet covers between them', async () => {
    const child = await rival()
    for (const calls of [10, 50, 10]) {
      const person = await aPerson({ cash: BigInt(calls) * unit })
      const [here, there] = await Promise.all([
        servedOf(200, person, () => [], { settled: true }),
        order(child, { ...person, limitIds: [], calls: 200, hold: String(unit), charge: String(unit) }),
      ])
      expect(here + there).toBe(calls)
      expect(await balancesOf(person)).toMatchObject({ cash: 0n, held: 0n })
    }
    expect(await verifyBooks()).toEqual([])
  })

  it('serve exactly what the tightest of six limits covers between them', async () => {
    const child = await rival()
    const tightest = await aLimit(10n * unit)
    const limits = await sixLimits(tightest)
    const [mine, theirs] = await Promise.all([aPerson({ cash: 1000n * unit }), aPerson({ cash: 1000n * unit })])
    const [here, there] = await Promise.all([
      servedOf(200, mine, () => shuffled(limits), { settled: true }),
      order(child, { ...theirs, limitIds: shuffled(limits), calls: 200, hold: String(unit), charge: String(unit) }),
    ])
    expect(here + there).toBe(10)
    expect(await verifyBooks()).toEqual([])
  })

  it('share one hot wallet and limit without deadlock or a lost nano', async () => {
    const child = await rival()
    const person = await aPerson({ cash: 1_000_000n, granted: 700n })
    const limitId = await aLimit(1_000_000n)
    const [here, there] = await Promise.all([
      Promise.all(
        Array.from({ length: 1000 }, async () => {
          const hold = aHold(person, 3n, { limitId })
          if (!(await admit(hold)).ok) return 0
          await settle(theEnd(hold, 1n))
          return 1
        }),
      ),
      order(child, { ...person, limitIds: [limitId], calls: 1000, hold: '3', charge: '1' }),
    ])
    expect(here.reduce<number>((sum, one) => sum + one, 0) + there).toBe(2000)
    expect(await balancesOf(person)).toMatchObject({ cash: 998_700n, granted: 0n, held: 0n })
    expect(await verifyBooks()).toEqual([])
    const { rows } = await pool().query('select deadlocks::int from pg_stat_database where datname = current_database()')
    expect(rows[0].deadlocks).toBe(0)
  })

  it('a killed one leaves its holds to the other, which ends them and gives the money back', async () => {
    const child = await rival()
    const person = await aPerson({ cash: 30n * unit })
    const mine = aHold(person, unit)
    await admit(mine)
    await order(child, { ...person, limitIds: [], calls: 20, hold: String(unit), charge: null })
    expect(await balancesOf(person)).toMatchObject({ held: 21n * unit })
    child.kill('SIGKILL')
    await event(child, 'exit')
    expect(await sweep()).toBe(0)
    await pool().query("update processes set heartbeat_at = now() - interval '21 s' where id <> $1", [processId()])
    expect(await sweep()).toBe(20)
    expect(await balancesOf(person)).toMatchObject({ cash: 30n * unit, held: unit })
    expect(await verifyBooks()).toEqual([])
  })
})
