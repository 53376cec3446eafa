import { beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { type SpendLimit, spendLimitsOf } from '@/lib/limits/spend'
import { startProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, seeded, theEnd } from '@/tests/ledger'
import { periodsOpen } from '../wallet/open-periods'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import type { HoldRequest } from './records'
import { settle } from './settle'

beforeAll(async () => {
  await freshDatabase()
  await startProcess()
})

const seed = Number(process.env.SEED ?? 20261130)
const zones = ['Asia/Shanghai', 'America/St_Johns', 'UTC']
const steps = process.env.FULL ? 4000 : 400

/** What a limit should hold, as simple arithmetic has it. */
interface Expected {
  ceiling: bigint
  spent: bigint
  held: bigint
}

it(`of calls at random times, over days, months and changed ceilings, exactly those that fit are admitted (seed ${seed})`, async () => {
  const random = seeded(seed)
  const below = (most: number) => Math.floor(random() * most)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const person = await aPerson({ cash: 1_000_000_000n })
  const zone = pick(zones)
  const group = { id: 'grp_none', spend: { day: null, month: null, total: null } }
  const user = { id: person.userId, spend: { day: 40n, month: 300n, total: 3000n } }
  const books = new Map<string, Expected>()
  const running: { hold: HoldRequest; limits: SpendLimit[] }[] = []
  let now = Date.parse('2026-11-28T00:00:00Z')
  const refusals = new Set<string>()

  const change = async () => {
    const raise = (amount: bigint) => (random() < 0.5 ? amount + BigInt(below(20)) : amount - BigInt(below(10)))
    user.spend = { day: raise(user.spend.day), month: raise(user.spend.month), total: raise(user.spend.total) }
    await pool().query('update users set spend_per_day = $2, spend_per_month = $3, spend_total = $4 where id = $1', [
      user.id,
      user.spend.day,
      user.spend.month,
      user.spend.total,
    ])
  }
  const begin = async () => {
    const limits = spendLimitsOf({ user, key: null, group }, zone, now)
    await periodsOpen({ userId: user.id, keyId: null, group: 'default' }, limits)
    for (const { id, ceilingNanos } of limits) books.set(id, { ...(books.get(id) ?? { spent: 0n, held: 0n }), ceiling: ceilingNanos })
    const hold = aHold(person, BigInt(1 + below(30)), { time: new Date(now), limitIds: limits.map(({ id }) => id) })
    const fits = hold.limitIds.every((id) => {
      const { ceiling, spent, held } = books.get(id) as Expected
      return hold.holdNanos <= ceiling - spent - held
    })
    const verdict = await admit(hold)
    expect([now, verdict.ok]).toEqual([now, fits])
    if (!verdict.ok) return void refusals.add(verdict.limitId?.split(':')[1] ?? '')
    for (const id of hold.limitIds) (books.get(id) as Expected).held += hold.holdNanos
    running.push({ hold, limits })
  }
  const end = async () => {
    const [call] = running.splice(below(running.length), 1)
    if (!call) return
    const charge = random() < 0.2 ? call.hold.holdNanos : BigInt(below(Number(call.hold.holdNanos)))
    await settle(theEnd(call.hold, charge))
    for (const id of call.hold.limitIds) {
      const book = books.get(id) as Expected
      book.held -= call.hold.holdNanos
      book.spent += charge
    }
  }
  await change()
  for (let step = 0; step < steps; step++) {
    now += random() < 0.05 ? below(5 * 86_400_000) : below(3 * 3_600_000)
    const chosen = random()
    if (chosen < 0.05) await change()
    else if (chosen < 0.6) await begin()
    else await end()
  }
  while (running.length > 0) await end()
  const { rows } = await pool().query('select id, spent, held from spend_limits order by id')
  expect(rows).toEqual([...books].map(([id, { spent, held }]) => ({ id, spent, held })).sort((a, b) => (a.id < b.id ? -1 : 1)))
  expect([...refusals].some((name) => name.length === 10) && [...refusals].some((name) => name !== '')).toBe(true)
  expect(await verifyBooks()).toEqual([])
})
