import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, balancesOf, type Person, theEnd, unit } from '@/tests/ledger'
import { admit } from '../turn/admit'
import { settle } from '../turn/settle'
import { verifyBooks } from '../wallet/verify-books'
import { cancelRequest } from './cancel-request'
import { decideRecharge } from './decide-recharge'
import { decideWithdrawal } from './decide-withdrawal'
import { recordPayout } from './record-payout'
import { requestRecharge } from './request-recharge'
import { requestWithdrawal } from './request-withdrawal'
import { revealPayee } from './reveal-payee'

const rounds = process.env.FULL ? 20 : 3
let [first, second]: Person[] = []
let operators: { id: number }[] = []

beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  first = await aPerson({ role: 'operator' })
  second = await aPerson({ role: 'operator' })
  operators = [{ id: first.userId }, { id: second.userId }]
})

const [one, other] = [() => operators[0] as { id: number }, () => operators[1] as { id: number }]
const account = '张三 中国银行 4111 1111 1111 1111'
const withdraw = ({ userId }: Person, amount = 100n, more: { key?: string; account?: string } = {}) =>
  requestWithdrawal({ actor: { id: userId }, userId, amountNanos: amount * unit, method: 'bank', account, note: null, key: null, ...more })
const recharge = ({ userId }: Person, amount = 100n, key: string | null = null) =>
  requestRecharge({ actor: { id: userId }, userId, amountNanos: amount * unit, method: 'bank', note: 'paid at noon', key })
const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error)
const outcome = (running: Promise<{ state: string }>) => running.then(({ state }) => state, codeOf)
const approve = (actor: { id: number }, id: string) => ({ actor, id, approve: true, reason: null })
const reject = (actor: { id: number }, id: string) => ({ actor, id, approve: false, reason: 'no such payment' })
const cancel = (kind: 'recharge' | 'withdrawal', { userId }: Person, id: string) => cancelRequest({ actor: { id: userId }, kind, id })
const sumOf = async (account: number): Promise<bigint> => {
  const { rows } = await pool().query(
    'select coalesce(sum(case when to_account = $1 then amount else -amount end), 0)::bigint as sum from transfers where $1 in (from_account, to_account)',
    [account],
  )
  return rows[0].sum
}

beforeEach(async () => expect(await verifyBooks()).toEqual([]))

describe('a withdrawal', () => {
  it('never exceeds the balance: 100 withdrawals and 100 calls at the same time', async () => {
    for (let round = 0; round < rounds; round++) {
      const person = await aPerson({ cash: 1050n * unit, granted: 50n * unit })
      const holds = Array.from({ length: 100 }, () => aHold(person, 20n * unit))
      const calls = holds.map(async (hold) => {
        if (!(await admit(hold)).ok) return 'refused'
        await settle(theEnd(hold, 15n * unit))
        return 'served'
      })
      const outcomes = await Promise.all([...Array.from({ length: 100 }, () => outcome(withdraw(person))), ...calls])
      const count = (what: string) => BigInt(outcomes.filter((each) => each === what).length)
      const { cash, granted, held } = await balancesOf(person)
      expect(cash).toBeGreaterThanOrEqual(0n)
      expect(held).toBe(0n)
      expect(cash + granted + count('pending') * 100n * unit + count('served') * 15n * unit).toBe(1100n * unit)
      expect(count('pending') + count('insufficient_funds')).toBe(100n)
      expect(await verifyBooks()).toEqual([])
    }
  })

  it('takes nothing that was given, and nothing that a running call holds', async () => {
    const person = await aPerson({ cash: 150n * unit, granted: 1000n * unit })
    expect(await outcome(withdraw(person, 151n))).toBe('insufficient_funds')
    const hold = aHold(person, 1040n * unit)
    expect(await admit(hold)).toMatchObject({ ok: true })
    expect(await outcome(withdraw(person, 111n))).toBe('insufficient_funds')
    expect(await outcome(withdraw(person, 110n))).toBe('pending')
    await settle(theEnd(hold, 1040n * unit))
    expect(await balancesOf(person)).toMatchObject({ cash: 0n, granted: 0n })
  })

  it('has one outcome when two operators approve, one rejects and the user cancels at once', async () => {
    for (let round = 0; round < rounds * 4; round++) {
      const person = await aPerson({ cash: 100n * unit })
      const [payable, payouts] = [await sumOf(-7), await sumOf(-4)]
      const { id } = await withdraw(person)
      const outcomes = await Promise.all([
        outcome(decideWithdrawal(approve(one(), id))),
        outcome(decideWithdrawal(approve(other(), id))),
        outcome(decideWithdrawal(reject(one(), id))),
        outcome(cancel('withdrawal', person, id)),
      ])
      const [won, ...more] = outcomes.filter((each) => each !== 'already_decided')
      expect(more).toEqual([])
      expect(['approved', 'rejected', 'cancelled']).toContain(won)
      const out = won === 'approved' ? 100n * unit : 0n
      expect(await balancesOf(person)).toMatchObject({ cash: 100n * unit - out })
      expect([await sumOf(-7), await sumOf(-4)]).toEqual([payable, payouts + out])
    }
  })

  it('comes back when it is rejected or cancelled, and goes out once it is approved', async () => {
    const person = await aPerson({ cash: 300n * unit })
    const [kept, cancelled, paid] = [await withdraw(person), await withdraw(person), await withdraw(person)]
    expect(await balancesOf(person)).toMatchObject({ cash: 0n })
    await decideWithdrawal(reject(one(), kept.id))
    await cancel('withdrawal', person, cancelled.id)
    await decideWithdrawal(approve(one(), paid.id))
    expect(await balancesOf(person)).toMatchObject({ cash: 200n * unit })
    const outcomes = await Promise.all([one(), other()].map((actor) => outcome(recordPayout({ actor, id: paid.id, payment: 'bank 77' }))))
    expect(outcomes.sort()).toEqual(['already_decided', 'paid'])
    expect(await outcome(cancel('withdrawal', person, paid.id))).toBe('already_decided')
  })

  it('keeps whom it is paid to sealed; a look at it is audited', async () => {
    const person = await aPerson({ cash: 100n * unit })
    const { id, payee_preview } = await withdraw(person)
    expect(payee_preview).toBe('…1111')
    const { rows } = await pool().query(
      "select row_to_json(r)::text || encode(payee, 'escape') as stored from money_requests r where id = $1",
      [id],
    )
    expect(rows[0].stored).not.toContain('4111')
    expect(await revealPayee({ actor: one(), id })).toEqual({ account, looksLike: 'card' })
    const looks = await pool().query(
      "select actor_id, after::text from audit_entries where action = 'withdrawal.reveal' and subject = $1",
      [`withdrawal:${id}`],
    )
    expect(looks.rows).toEqual([{ actor_id: one().id, after: expect.not.stringContaining('4111') }])
  })
})

describe('a recharge', () => {
  it('is credited once, whoever decides at once', async () => {
    for (let round = 0; round < rounds * 4; round++) {
      const person = await aPerson()
      const { id } = await recharge(person)
      const outcomes = await Promise.all([
        ...Array.from({ length: 10 }, (_, n) => outcome(decideRecharge(approve(n % 2 ? one() : other(), id)))),
        outcome(decideRecharge(reject(one(), id))),
        outcome(cancel('recharge', person, id)),
      ])
      const [won, ...more] = outcomes.filter((each) => each !== 'already_decided')
      expect(more).toEqual([])
      expect(await balancesOf(person)).toMatchObject({ cash: won === 'approved' ? 100n * unit : 0n })
    }
  })

  it('cannot be decided by whom it pays, unless nobody else could', async () => {
    const { id } = await recharge(first as Person)
    expect(await outcome(decideRecharge(approve(one(), id)))).toBe('own_money')
    expect(await balancesOf(first as Person)).toMatchObject({ cash: 0n })
    expect(await outcome(decideRecharge(approve(other(), id)))).toBe('approved')
    const owner = await aPerson({ role: 'owner' })
    const own = await recharge(owner)
    expect(await outcome(decideRecharge(approve({ id: owner.userId }, own.id)))).toBe('approved')
  })

  it("that is somebody else's is not there, and one that was decided stays", async () => {
    const [person, stranger] = [await aPerson(), await aPerson()]
    const { id } = await recharge(person)
    expect(await outcome(cancel('recharge', stranger, id))).toBe('not_found')
    expect(await outcome(cancel('withdrawal', person, id))).toBe('not_found')
    expect(await outcome(decideWithdrawal(approve(one(), id)))).toBe('not_found')
    expect(await outcome(cancel('recharge', person, id))).toBe('cancelled')
    expect(await outcome(decideRecharge(approve(one(), id)))).toBe('already_decided')
  })
})

describe('a repetition', () => {
  it('under one key makes one request, however many come at once; another request under it is refused', async () => {
    const person = await aPerson({ cash: 1000n * unit })
    const ids = await Promise.all(Array.from({ length: 50 }, () => withdraw(person, 100n, { key: 'click' }).then(({ id }) => id)))
    expect(new Set(ids).size).toBe(1)
    expect(await balancesOf(person)).toMatchObject({ cash: 900n * unit })
    expect(await outcome(withdraw(person, 101n, { key: 'click' }))).toBe('idempotency_conflict')
    expect(await outcome(withdraw(person, 100n, { key: 'click', account: 'somebody else' }))).toBe('idempotency_conflict')
    const [same, again] = [await recharge(person, 100n, 'click'), await recharge(person, 100n, 'click')]
    expect(again.id).toBe(same.id)
    await decideRecharge(approve(one(), same.id))
    expect((await recharge(person, 100n, 'click')).state).toBe('approved')
    expect(await balancesOf(person)).toMatchObject({ cash: 1000n * unit })
  })

  it('without a key is a request of its own, up to as many as operators can look at', async () => {
    const person = await aPerson()
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => outcome(recharge(person))))
    expect(outcomes.filter((each) => each === 'pending')).toHaveLength(20)
    expect(outcomes.filter((each) => each === 'too_many_open')).toHaveLength(10)
  })
})

it('verification finds a request that money does not fit', async () => {
  const person = await aPerson({ cash: 100n * unit })
  const [out, come] = [await withdraw(person), await recharge(person)]
  const found = async () => (await verifyBooks()).map(({ id }) => id)
  await pool().query("update money_requests set state = 'approved' where id = any($1)", [[out.id, come.id]])
  expect((await found()).sort()).toEqual([out.id, out.id, come.id].sort())
  await pool().query("update money_requests set state = 'pending' where id = any($1)", [[out.id, come.id]])
  expect(await found()).toEqual([])
})
