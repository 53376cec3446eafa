import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, balancesOf, type Person, theEnd } from '@/tests/ledger'
import { admit } from '../turn/admit'
import { settle } from '../turn/settle'
import { adjust } from './adjust'
import { entries } from './entries'
import { expireGrants } from './expire-grants'
import { grant } from './grant'
import { grantLots } from './grant-lots'
import { transfer } from './transfer'
import { verifyBooks } from './verify-books'
import { walletOf, withdrawable } from './wallet-of'

beforeAll(async () => {
  await freshDatabase()
})

let gifts = 0
const give = (person: Person, amountNanos: bigint, expiresAt: Date | null) =>
  transaction((tx) => grant(tx, { ...person, amountNanos, expiresAt, kind: 'test', idempotencyKey: `gift${gifts++}` }))
const spend = async (person: Person, amount: bigint) => {
  const hold = aHold(person, amount)
  expect(await admit(hold)).toEqual({ ok: true })
  await settle(theEnd(hold, amount))
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const remaining = async ({ userId }: Person) => (await grantLots(userId)).map((lot) => lot.remaining)

describe('grants', () => {
  it('are spent in the order in which they expire, whatever the order in which they came', async () => {
    const person = await aPerson({ cash: 100n })
    await give(person, 30n, null)
    await give(person, 20n, inDays(9))
    await give(person, 10n, inDays(1))
    await spend(person, 15n)
    expect(await remaining(person)).toEqual([15n, 30n])
    await give(person, 5n, inDays(2))
    expect(await remaining(person)).toEqual([5n, 15n, 30n])
    await spend(person, 60n)
    expect(await remaining(person)).toEqual([])
    expect(await balancesOf(person)).toMatchObject({ cash: 90n, granted: 0n })
    expect(await verifyBooks()).toEqual([])
  })

  it('that expire are taken back once, except what running calls need, and that when they end', async () => {
    const person = await aPerson({ cash: 5n })
    await give(person, 20n, new Date(Date.now() - 1))
    await give(person, 10n, inDays(1))
    const hold = aHold(person, 22n)
    await admit(hold)
    await Promise.all([expireGrants(), expireGrants(), expireGrants()])
    expect(await balancesOf(person)).toMatchObject({ cash: 5n, granted: 17n, held: 22n })
    await settle(theEnd(hold, 1n))
    await expireGrants()
    expect(await balancesOf(person)).toMatchObject({ cash: 5n, granted: 10n, held: 0n })
    expect(await remaining(person)).toEqual([10n])
    expect(await verifyBooks()).toEqual([])
  })

  it('do not leave the house: only cash that no call can need is withdrawable', async () => {
    const person = await aPerson({ cash: 10n, granted: 4n })
    await admit(aHold(person, 6n))
    expect(withdrawable(await walletOf(person.userId))).toBe(8n)
  })
})

describe('an adjustment', () => {
  it('never takes what is not there or is held', async () => {
    const actor = { id: (await aPerson({ role: 'operator' })).userId }
    const person = await aPerson({ cash: 10n, granted: 4n })
    await admit(aHold(person, 9n))
    const by = (account: 'cash' | 'grant' | 'points', amount: bigint) =>
      adjust({ actor, userId: person.userId, account, amount, reason: 'test' })
    await expect(by('cash', -6n)).rejects.toMatchObject({ code: 'insufficient_funds', status: 402 })
    await expect(by('grant', -5n)).rejects.toMatchObject({ code: 'insufficient_funds' })
    await expect(by('points', -1n)).rejects.toMatchObject({ code: 'insufficient_funds' })
    expect(await by('grant', -4n)).toMatchObject({ amount: -4n, balanceAfter: 0n })
    expect(await by('cash', -1n)).toMatchObject({ account: 'cash', balanceAfter: 9n })
    expect(await by('points', 30n)).toMatchObject({ account: 'points', balanceAfter: 30n })
    await expect(adjust({ actor, userId: 2_000_000_000, account: 'cash', amount: 1n, reason: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await verifyBooks()).toEqual([])
    const { rows } = await pool().query('select action, after from audit_entries where subject = $1 order by time, id', [
      `user:${person.userId}`,
    ])
    expect(rows.map((row) => row.after.amount)).toEqual(['-4', '-1', '30'])
  })

  it('never makes a wallet whose balance is beyond the books: its calls could not be judged, nor the money taken back', async () => {
    const actor = { id: (await aPerson({ role: 'operator' })).userId }
    const person = await aPerson({ cash: 10n })
    const most = 9_223_372_036_854_775_807n
    const by = (account: 'cash' | 'grant' | 'points', amount: bigint) =>
      adjust({ actor, userId: person.userId, account, amount, reason: 'test' })
    await expect(by('grant', most - 9n)).rejects.toMatchObject({ code: '22003' })
    await by('grant', most - 10n)
    await by('points', most)
    await expect(by('cash', 1n)).rejects.toMatchObject({ code: '22003' })
    expect(await admit(aHold(person, 5n))).toEqual({ ok: true })
    expect(await by('grant', 10n - most)).toMatchObject({ balanceAfter: 0n })
  })

  it('takes together no more than there is, however many come at once', async () => {
    const actor = { id: (await aPerson({ role: 'operator' })).userId }
    const person = await aPerson({ cash: 10n })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => adjust({ actor, userId: person.userId, account: 'cash', amount: -1n, reason: 'test' })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(await balancesOf(person)).toMatchObject({ cash: 0n })
  })

  it('of one’s own money is for the only owner', async () => {
    const self = (person: Person) =>
      adjust({ actor: { id: person.userId }, userId: person.userId, account: 'cash', amount: 1n, reason: 'mine' })
    await expect(self(await aPerson({ role: 'operator' }))).rejects.toMatchObject({ code: 'own_money' })
    const owner = await aPerson({ role: 'owner' })
    expect(await self(owner)).toMatchObject({ amount: 1n })
    await aPerson({ role: 'owner' })
    await expect(self(owner)).rejects.toMatchObject({ code: 'own_money' })
  })
})

describe('history', () => {
  it('cannot be edited, not even by the database’s own superuser', async () => {
    await aPerson({ cash: 1n })
    for (const sql of [
      'update transfers set amount = 9',
      'delete from transfers',
      'truncate transfers',
      'update audit_entries set action = null',
      'delete from audit_entries',
    ])
      await expect(pool().query(sql)).rejects.toMatchObject({ code: '23001' })
  })

  it('is paged without a gap or a repeat while new entries come in', async () => {
    const person = await aPerson({ cash: 1000n })
    for (let n = 0; n < 25; n++) await spend(person, 1n)
    const seen: bigint[] = []
    let cursor: string | undefined
    do {
      const page = await entries({ ...person, limit: 7, cursor })
      seen.push(...page.entries.map(({ place: [line] }) => line))
      cursor = page.nextCursor ?? undefined
      await spend(person, 1n)
    } while (cursor)
    expect(seen).toHaveLength(26)
    expect(new Set(seen).size).toBe(26)
    expect(seen).toEqual(seen.toSorted((a, b) => (a < b ? 1 : -1)))
  })

  it('takes one effect of one key', async () => {
    const person = await aPerson({ cash: 10n })
    const once = () =>
      transaction((tx) =>
        transfer(tx, { ...person, account: 'cash', amount: -3n, counterpart: 'payable', kind: 'test', idempotencyKey: 'one' }),
      )
    const outcomes = await Promise.allSettled([once(), once(), once()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await balancesOf(person)).toMatchObject({ cash: 7n })
  })
})
