import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { createCodes } from '@/lib/ledger/codes/create-codes'
import { admit } from '@/lib/ledger/turn/admit'
import { settle } from '@/lib/ledger/turn/settle'
import { grant } from '@/lib/ledger/wallet/grant'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { codeOf } from '@/lib/referrals/code-of'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from './database'
import { aHold, aPerson, balancesOf, type Person, theEnd, unit } from './ledger'
import type { Ask } from './money-acts'
import { type MoneyProcesses, moneyProcesses } from './money-processes'

/** What must be true of money when two server processes do it at once on one database. */
const full = process.env.FULL
const [people, codes] = full ? [200, 100] : [100, 2]
const rounds = full ? 20 : 1

let both: MoneyProcesses['both']
let end = () => {}
let operators: Person[] = []
beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  const processes = await moneyProcesses()
  ;({ both, end } = processes)
  operators = [await aPerson({ role: 'operator' }), await aPerson({ role: 'operator' })]
})
afterAll(() => end())
beforeEach(async () => expect(await verifyBooks()).toEqual([]))

const crowd = (size: number) => Promise.all(Array.from({ length: size }, () => aPerson()))
const times = (size: number, ask: (n: number) => Ask) => both(Array.from({ length: size }, (_, n) => ask(n)))
const tally = (outcomes: string[]) =>
  Object.fromEntries(
    Map.groupBy(outcomes.toSorted(), (each) => each)
      .entries()
      .map(([name, { length }]) => [name, length]),
  )
const count = (outcomes: string[], what: string | RegExp) =>
  outcomes.filter((each) => (typeof what === 'string' ? each === what : what.test(each))).length
const someCodes = async (more: { count: number; uses: number }) => {
  const batch = { actor: { id: operators[0]?.userId ?? 0 }, name: 'welcome', amountNanos: 7n, account: 'cash', expiresAt: null } as const
  return (await createCodes({ ...batch, ...more })).codes
}
const cashOf = async (persons: Person[]) => (await Promise.all(persons.map(balancesOf))).reduce((sum, { cash }) => sum + cash, 0n)
const grantedOf = async (persons: Person[]) => (await Promise.all(persons.map(balancesOf))).map(({ granted }) => granted)

describe('a code', () => {
  it(`pays once: ${people} users at once on each of ${codes}`, async () => {
    const all = await crowd(people)
    for (const code of await someCodes({ count: codes, uses: 1 })) {
      const outcomes = await times(people, (n) => ['redeem', { person: all[n] as Person, code, address: `10.1.${n}.1` }])
      expect(tally(outcomes)).toEqual({ code_used: people - 1, paid: 1 })
    }
    expect(await cashOf(all)).toBe(7n * BigInt(codes))
  }, 600_000)

  it('of twenty uses pays twenty users once each, who all come twice', async () => {
    const all = await crowd(40)
    const [code = ''] = await someCodes({ count: 1, uses: 20 })
    const outcomes = await times(80, (n) => ['redeem', { person: all[n >> 1] as Person, code, address: `10.2.${n}.1` }])
    expect(tally(outcomes)).toEqual({ code_used: 60, paid: 20 })
    expect((await Promise.all(all.map(balancesOf))).filter(({ cash }) => cash === 7n)).toHaveLength(20)
  })
})

describe('an invitation', () => {
  it('is rewarded once: 200 claims of one user, by the codes of four inviters and by their own', async () => {
    for (let round = 0; round < rounds; round++) {
      const [invitee, ...inviters] = (await crowd(5)) as [Person, ...Person[]]
      const all = await Promise.all([...inviters, invitee].map(({ userId }) => codeOf(userId)))
      const outcomes = await times(200, (n) => ['claim', { person: invitee, code: all[(n >> 1) % all.length] as string }])
      expect(count(outcomes, 'paid')).toBe(1)
      expect(count(outcomes, /^(referral_claimed|own_referral)$/)).toBe(199)
      expect((await grantedOf(inviters)).sort()).toEqual([0n, 0n, 0n, 5n * unit])
      expect(await grantedOf([invitee])).toEqual([5n * unit])
    }
  })

  it('never comes round: of users who all invite the next one, one gets nothing', async () => {
    for (let round = 0; round < rounds * 4; round++) {
      const circle = await crowd(2 + (round % 4))
      const all = await Promise.all(circle.map(({ userId }) => codeOf(userId)))
      const outcomes = await times(circle.length, (n) => [
        'claim',
        { person: circle[n] as Person, code: all[(n + 1) % all.length] as string },
      ])
      expect(tally(outcomes)).toEqual({ paid: circle.length - 1, referral_cycle: 1 })
    }
  })
})

describe('a withdrawal', () => {
  it('never exceeds: 100 of them, 100 calls, 100 purchases of points and 50 corrections want one wallet, while a call runs', async () => {
    for (let round = 0; round < rounds; round++) {
      const person = await aPerson({ cash: 2300n * unit, granted: 50n * unit })
      const running = aHold(person, 300n * unit)
      await admit(running)
      const asks = Array.from({ length: 100 }, (_, n): Ask[] => [
        ['withdraw', { person, amountNanos: 100n * unit }],
        ['call', { person, amountNanos: 15n * unit }],
        ['buyPoints', { person, amountNanos: 20n * unit }],
        ...(n % 2 ? [['adjust', { person, amountNanos: -30n * unit, by: operators[0] as Person }] as Ask] : []),
      ]).flat()
      const outcomes = await both(asks)
      expect(outcomes.filter((each) => !/^(insufficient_funds|too_many_open|refused|served|bought|wdr_.*|\d+)$/.test(each))).toEqual([])
      const of = (name: Ask[0]) => outcomes.filter((_, n) => asks[n]?.[0] === name)
      const done = (name: Ask[0]) => BigInt(of(name).length - count(of(name), /^(insufficient_funds|too_many_open|refused)$/))
      const spent = done('withdraw') * 100n + done('call') * 15n + done('buyPoints') * 20n + done('adjust') * 30n
      const { cash, granted, held } = await balancesOf(person)
      expect([cash + granted + spent * unit, held]).toEqual([2350n * unit, 300n * unit])
      expect([cash >= 0n, cash + granted >= held, cash + granted < held + 100n * unit]).toEqual([true, true, true])
      await settle(theEnd(running, 300n * unit))
    }
  })

  it.each(['recharge', 'withdrawal'] as const)('and a recharge have one outcome, whoever decides at once: %s', async (kind) => {
    for (let round = 0; round < rounds * 5; round++) {
      const person = await aPerson({ cash: 100n * unit })
      const [id = ''] = await both([[kind === 'recharge' ? 'recharge' : 'withdraw', { person, amountNanos: 100n * unit }]])
      const by = (n: number) => operators[n % 2] as Person
      const outcomes = await times(24, (n): Ask => {
        if (n % 6 === 5) return ['cancel', { kind, id, by: person }]
        return [n % 3 === 2 ? 'reject' : 'approve', { kind, id, by: by(n >> 1) }]
      })
      expect(count(outcomes, 'already_decided')).toBe(23)
      const approved = outcomes.includes('approved') ? 100n * unit : 0n
      expect(await balancesOf(person)).toMatchObject({ cash: 100n * unit + (kind === 'recharge' ? approved : -approved) })
      if (kind === 'recharge') continue
      const paid = await times(10, (n) => ['payOut', { kind, id, by: by(n) }])
      expect(count(paid, 'paid')).toBe(approved > 0n ? 1 : 0)
    }
  })

  it('of one’s own is decided by nobody who is an operator', async () => {
    const person = operators[0] as Person
    const [id = ''] = await both([['recharge', { person, amountNanos: 100n * unit }]])
    const asks = Array.from({ length: 10 }, (): Ask => ['approve', { kind: 'recharge', id, by: person }])
    expect(tally(await both(asks))).toEqual({ own_money: 10 })
    expect(await balancesOf(person)).toMatchObject({ cash: 0n })
  })
})

describe('a hundred repetitions under one key', () => {
  it.each(['withdraw', 'recharge'] as const)('make one request: %s', async (name) => {
    const person = await aPerson({ cash: 1000n * unit })
    const ids = await times(100, () => [name, { person, amountNanos: 100n * unit, key: 'click' }])
    expect(new Set(ids).size).toBe(1)
    expect(await balancesOf(person)).toMatchObject({ cash: (name === 'withdraw' ? 900n : 1000n) * unit })
    const { rows } = await pool().query('select id from money_requests where user_id = $1', [person.userId])
    expect(rows).toEqual([{ id: ids[0] }])
  })

  it('adjust once', async () => {
    const person = await aPerson({ cash: unit })
    const by = operators[0] as Person
    const ids = await times(100, () => ['adjust', { person, amountNanos: unit, key: 'click', by }])
    expect(new Set(ids).size).toBe(1)
    expect(await balancesOf(person)).toMatchObject({ cash: 2n * unit })
  })

  it('adjust one wallet of several', async () => {
    const all = await crowd(4)
    const by = operators[0] as Person
    const outcomes = await times(100, (n) => ['adjust', { person: all[(n >> 1) % 4] as Person, amountNanos: unit, key: 'other', by }])
    const ids = outcomes.filter((each) => each !== 'invalid_request')
    expect([new Set(ids).size, count(ids, /^\d+$/), ids.length < 100]).toEqual([1, ids.length, true])
    expect(await cashOf(all)).toBe(unit)
  })

  it('buy points once', async () => {
    const person = await aPerson({ cash: 10n * unit })
    expect(tally(await times(100, () => ['buyPoints', { person, amountNanos: unit, key: 'click' }]))).toEqual({ bought: 100 })
    expect(await balancesOf(person)).toMatchObject({ cash: 9n * unit, points: 100n })
    expect(await both([['buyPoints', { person, amountNanos: 2n * unit, key: 'click' }]])).toEqual(['idempotency_conflict'])
  })
})

it('points for ten messages are ten messages, of 200 at once', async () => {
  const person = await aPerson({ cash: unit })
  await both([['buyPoints', { person, amountNanos: unit }]])
  expect(tally(await times(200, () => ['message', { person }]))).toEqual({ insufficient_points: 190, served: 10 })
  expect(await balancesOf(person)).toMatchObject({ points: 0n, cash: 0n, held: 0n })
})

it('a grant that ends is taken back once, and calls at the same time spend no more than there is', async () => {
  for (let round = 0; round < rounds; round++) {
    const person = await aPerson({ cash: 5n * unit })
    const given = { ...person, amountNanos: 10n * unit, kind: 'test', idempotencyKey: `ends${round}`, expiresAt: new Date(Date.now() - 1) }
    await transaction((tx) => grant(tx, given))
    const outcomes = await times(60, (n) => (n % 3 === 2 ? ['expire', {}] : ['call', { person, amountNanos: unit }]))
    const served = BigInt(count(outcomes, 'served'))
    const { rows } = await pool().query(
      "select coalesce(sum(amount), 0)::bigint as sum from transfers where kind = 'grant_expired' and wallet_id = $1",
      [person.walletId],
    )
    const { cash, granted, held } = await balancesOf(person)
    expect([cash + granted + served * unit + rows[0].sum, held]).toEqual([15n * unit, 0n])
    expect(cash >= 0n).toBe(true)
  }
})
