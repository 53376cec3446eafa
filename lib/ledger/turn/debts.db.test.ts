import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, balancesOf, type Person, seeded, theEnd } from '@/tests/ledger'
import { createCodes } from '../codes/create-codes'
import { redeem } from '../codes/redeem'
import type { WalletAccount } from '../names'
import { adjust } from '../wallet/adjust'
import { expireGrants } from '../wallet/expire-grants'
import { grant } from '../wallet/grant'
import { grantLots } from '../wallet/grant-lots'
import { grantSignUpBonus } from '../wallet/grant-sign-up-bonus'
import { transfer } from '../wallet/transfer'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import { settle } from './settle'

const seed = Number(process.env.SEED ?? 20261122)
const wallets = process.env.FULL ? 400 : 40
const random = seeded(seed)
const upTo = (most: number) => BigInt(1 + Math.floor(random() * most))
let operator: Person
let keys = 0

beforeAll(async () => {
  await freshDatabase()
  operator = await aPerson({ role: 'operator' })
})

/** A user whose last call cost more than was held for it. */
async function aDebtor(debt: bigint): Promise<Person> {
  const person = await aPerson({ cash: 1n })
  const hold = aHold(person, 1n)
  await admit(hold)
  await settle(theEnd(hold, debt + 1n))
  return person
}
const by = (person: Person, account: WalletAccount, amount: bigint) =>
  adjust({ actor: { id: operator.userId }, userId: person.userId, account, amount, reason: 'test' })
const give = (person: Person, amountNanos: bigint, expiresAt: Date | null) =>
  transaction((tx) => grant(tx, { ...person, amountNanos, expiresAt, kind: 'test', idempotencyKey: `gift${keys++}` }))
async function redeemed(person: Person, account: 'cash' | 'grant', amountNanos: bigint) {
  const of = { actor: { id: operator.userId }, name: 'test', account, amountNanos, count: 1, uses: 1, expiresAt: null }
  const { codes } = await createCodes(of)
  return redeem({ ...person, code: codes[0] ?? '', address: undefined })
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

/** Every way in which something is credited to a wallet, and the account that it is credited to. */
const credits: [account: WalletAccount, give: (person: Person, amount: bigint) => Promise<unknown>][] = [
  ['cash', (person, amount) => by(person, 'cash', amount)],
  ['grant', (person, amount) => by(person, 'grant', amount)],
  ['points', (person, amount) => by(person, 'points', amount)],
  ['grant', (person, amount) => give(person, amount, null)],
  ['grant', (person, amount) => give(person, amount, inDays(1 + Number(amount % 9n)))],
  ['grant', (person, amount) => transaction((tx) => grantSignUpBonus(tx, person.walletId, amount))],
  ['cash', (person, amount) => redeemed(person, 'cash', amount)],
  ['grant', (person, amount) => redeemed(person, 'grant', amount)],
  [
    'cash',
    ({ walletId }, amount) =>
      transaction((tx) =>
        transfer(tx, { walletId, account: 'cash', amount, counterpart: 'paymentsIn', kind: 'recharge', idempotencyKey: `in${keys++}` }),
      ),
  ],
]
const after = (balances: Awaited<ReturnType<typeof balancesOf>>, account: WalletAccount, amount: bigint) => {
  const name = account === 'grant' ? 'granted' : account
  return { ...balances, [name]: balances[name] + amount }
}
const lotsOf = async ({ userId }: Person) => (await grantLots(userId)).map(({ remaining }) => remaining)
const sum = (amounts: bigint[]) => amounts.reduce((all, each) => all + each, 0n)
const sorted = (amounts: bigint[]) => amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

it(`any credit moves a balance by exactly itself, however deep ${wallets} wallets are in debt (seed ${seed})`, async () => {
  for (let n = 0; n < wallets; n++) {
    const person = await aDebtor(upTo(100))
    for (const [account, credit] of credits.toSorted(() => random() - 0.5)) {
      const before = await balancesOf(person)
      const lots = await lotsOf(person)
      const amount = upTo(40)
      await credit(person, amount)
      const now = await balancesOf(person)
      expect(now).toEqual(after(before, account, amount))
      expect(sorted(await lotsOf(person))).toEqual(sorted(account === 'grant' ? [...lots, amount] : lots))
    }
  }
  expect(await verifyBooks()).toEqual([])
}, 600_000)

it('credits that come at once to a wallet in debt all arrive', async () => {
  const person = await aDebtor(50n)
  await Promise.all(credits.flatMap(([, credit]) => [3n, 7n].map((amount) => credit(person, amount).catch(onlyBonus))))
  const { cash, granted, points } = await balancesOf(person)
  const bonus = (await lotsOf(person)).length === 9 ? granted - 40n : 0n
  expect([cash, granted - bonus, points]).toEqual([-20n, 40n, 10n])
  expect([3n, 7n]).toContain(bonus)
  expect(await verifyBooks()).toEqual([])
})
/** The gift of a new wallet is one of these. */
const onlyBonus = ({ code }: { code?: string }) => expect(code).toBe('23505')

describe('with a debt that a grant stands against', () => {
  it('calls are let in for what is left between them, and spend the grant', async () => {
    const person = await aDebtor(30n)
    await give(person, 50n, inDays(1))
    expect(await admit(aHold(person, 21n))).toMatchObject({ ok: false, reason: 'insufficient_balance', availableNanos: 20n })
    const hold = aHold(person, 20n)
    expect(await admit(hold)).toEqual({ ok: true })
    await settle(theEnd(hold, 20n))
    expect(await balancesOf(person)).toMatchObject({ cash: -30n, granted: 30n, held: 0n })
    expect(await lotsOf(person)).toEqual([30n])
    await give(person, 5n, null)
    expect(await lotsOf(person)).toEqual([30n, 5n])
  })

  it('nothing goes out beyond what is left between them, from neither account', async () => {
    const person = await aDebtor(30n)
    await give(person, 50n, null)
    await expect(by(person, 'cash', -1n)).rejects.toMatchObject({ code: 'insufficient_funds' })
    await expect(by(person, 'grant', -21n)).rejects.toMatchObject({ code: 'insufficient_funds' })
    await by(person, 'grant', -20n)
    expect(await balancesOf(person)).toMatchObject({ cash: -30n, granted: 30n })
    expect(await lotsOf(person)).toEqual([30n])
  })

  it('a grant that expires goes as far as neither running calls nor the debt need it, the rest once that is paid', async () => {
    const person = await aDebtor(30n)
    await give(person, 50n, new Date(Date.now() - 1000))
    await give(person, 10n, inDays(1))
    const hold = aHold(person, 12n)
    await admit(hold)
    await expireGrants()
    expect(await balancesOf(person)).toMatchObject({ cash: -30n, granted: 42n, held: 12n })
    await settle(theEnd(hold, 0n))
    await expireGrants()
    expect(await balancesOf(person)).toMatchObject({ cash: -30n, granted: 30n })
    await by(person, 'cash', 35n)
    await expireGrants()
    expect(await balancesOf(person)).toMatchObject({ cash: 5n, granted: 10n })
    expect(await lotsOf(person)).toEqual([10n])
    expect(await verifyBooks()).toEqual([])
  })

  it('one that cannot go yet is not asked for again and again', async () => {
    const person = await aDebtor(30n)
    await give(person, 30n, new Date(Date.now() - 1000))
    const { rows: before } = await pool().query('select xmax from wallets where id = $1', [person.walletId])
    await expireGrants()
    expect((await pool().query('select xmax from wallets where id = $1', [person.walletId])).rows).toEqual(before)
  })
})

it('a debt does not hide a sum beyond the books: the credit fails, not every later call', async () => {
  const most = 9_223_372_036_854_775_807n
  const person = await aDebtor(30n)
  await by(person, 'grant', most)
  expect(sum(Object.values(await balancesOf(person)))).toBe(most - 30n)
  await expect(by(person, 'cash', 31n)).rejects.toMatchObject({ code: '22003' })
  await expect(redeemed(person, 'cash', 31n)).rejects.toMatchObject({ code: '22003' })
  await by(person, 'cash', 30n)
  expect(await balancesOf(person)).toMatchObject({ cash: 0n, granted: most })
  expect(await admit(aHold(person, most))).toEqual({ ok: true })
})
