import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { freshDatabase } from '@/tests/database'
import { aPerson, balancesOf, type Person } from '@/tests/ledger'
import { verifyBooks } from '../wallet/verify-books'
import { changeCode } from './change-code'
import { changeCodeBatch } from './change-code-batch'
import { codeKey } from './code-text'
import { createCodes, type NewCodeBatch } from './create-codes'
import { listCodeBatches, readCodeBatch } from './list-code-batches'
import { listCodeUses } from './list-code-uses'
import { redeem } from './redeem'

const [people, codes] = process.env.FULL ? [200, 100] : [40, 10]
let operator: Person

beforeAll(async () => {
  await freshDatabase()
  operator = await aPerson({ role: 'operator' })
})

const someCodes = (more: Partial<NewCodeBatch> = {}) =>
  createCodes({
    actor: { id: operator.userId },
    name: 'welcome',
    amountNanos: 7n,
    account: 'grant',
    count: 1,
    uses: 1,
    expiresAt: null,
    ...more,
  })
let addresses = 0
const use = (person: Person, code: string, address = `10.${addresses >> 8}.${addresses++ & 255}.1`) => redeem({ ...person, code, address })
const codeOf = (error: unknown) => (error as { code?: string }).code
const outcome = (person: Person, code: string, address?: string) => use(person, code, address).then(() => 'paid', codeOf)

it(`${people} users at once on each of ${codes} codes: every code pays exactly once`, async () => {
  const crowd = await Promise.all(Array.from({ length: people }, () => aPerson()))
  const batch = await someCodes({ count: codes })
  for (const code of batch.codes) {
    const outcomes = await Promise.all(crowd.map((person) => outcome(person, code)))
    expect(outcomes.filter((one) => one === 'paid')).toHaveLength(1)
    expect(outcomes.filter((one) => one === 'code_used')).toHaveLength(people - 1)
  }
  const { rows } = await pool().query("select count(*)::int as credits, sum(amount)::text as paid from transfers where kind = 'code'")
  expect(rows[0]).toEqual({ credits: codes, paid: String(codes * 7) })
  const trail = await pool().query(
    `select 1 from audit_entries a join transfers t on a.subject = 'user:' || t.actor_id and a.after->>'transfer' = t.id::text
     where a.action = 'wallet.redeem' and a.actor_id = t.actor_id and t.kind = 'code' and a.after->>'balance' = t.balance_after::text
       and a.before->>'balance' = (t.balance_after - t.amount)::text`,
  )
  expect(trail.rowCount).toBe(codes)
  expect(await verifyBooks()).toEqual([])
}, 600_000)

it('a code of several uses pays each user once, and no more users than it has uses', async () => {
  const crowd = await Promise.all(Array.from({ length: 20 }, () => aPerson()))
  const [code = ''] = (await someCodes({ uses: 5, account: 'cash' })).codes
  const outcomes = await Promise.all(crowd.flatMap((person) => [outcome(person, code), outcome(person, code)]))
  expect(outcomes.filter((one) => one === 'paid')).toHaveLength(5)
  const balances = await Promise.all(crowd.map(balancesOf))
  expect(balances.map(({ cash }) => cash).filter((cash) => cash > 0n)).toEqual([7n, 7n, 7n, 7n, 7n])
})

describe('a code', () => {
  it('is read however it is typed', async () => {
    const [code = ''] = (await someCodes()).codes
    expect(code).toMatch(/^ATR(-[0-9A-HJKMNP-TV-Z]{5}){4}$/)
    const wide = Array.from(`  ${code.toLowerCase().replaceAll('-', ' – ')}\n`, (sign) =>
      /[0-9a-z]/.test(sign) ? String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0) : sign,
    ).join('')
    expect(codeKey(wide)).toBe(codeKey(code))
    expect(await outcome(await aPerson(), wide)).toBe('paid')
  })

  it('is stored as a hash and a preview only', async () => {
    const {
      batch,
      codes: [code = ''],
    } = await someCodes({ name: 'secret' })
    const { rows } = await pool().query("select encode(hash, 'escape') || preview || id as stored from codes where batch_id = $1", [
      batch.id,
    ])
    expect(rows[0].stored).not.toContain(code.slice(4, 20))
    expect((await readCodeBatch(batch.id)).codes).toEqual([expect.objectContaining({ preview: `${code.slice(0, 9)}…${code.slice(-5)}` })])
    expect((await listCodeBatches({ limit: 1 })).batches).toEqual([expect.objectContaining({ name: 'secret', used: 0 })])
  })

  it('that expired or was switched off pays nobody', async () => {
    const person = await aPerson()
    const late = await someCodes({ expiresAt: new Date(Date.now() - 1000) })
    const off = await someCodes()
    await changeCodeBatch({ actor: { id: operator.userId }, id: off.batch.id, enabled: false })
    expect(await outcome(person, late.codes[0] ?? '')).toBe('code_expired')
    expect(await outcome(person, off.codes[0] ?? '')).toBe('invalid_code')
    expect(await balancesOf(person)).toMatchObject({ granted: 0n })
  })

  it('pays nothing to the operator who made it, unless nobody else could have', async () => {
    const [own = ''] = (await someCodes()).codes
    expect(await outcome(operator, own)).toBe('own_money')
    const owner = await aPerson({ role: 'owner' })
    const made = await someCodes({ actor: { id: owner.userId }, count: 2 })
    expect(await outcome(owner, made.codes[0] ?? '')).toBe('paid')
    await aPerson({ role: 'owner' })
    expect(await outcome(owner, made.codes[1] ?? '')).toBe('own_money')
  })

  it('cannot be guessed: the eleventh wrong one in a minute is refused, by user and by address, and a used one is no guess', async () => {
    const [used = ''] = (await someCodes()).codes
    const person = await aPerson()
    await use(person, used)
    for (let n = 0; n < 15; n++) expect(await outcome(person, used, '192.0.2.1')).toBe('code_used')
    const guesses = await Promise.all(Array.from({ length: 15 }, (_, n) => outcome(person, `ATR-${n}`, '192.0.2.2')))
    expect(guesses.filter((one) => one === 'invalid_code')).toHaveLength(10)
    expect(guesses.filter((one) => one === 'too_many_failures')).toHaveLength(5)
    expect(await outcome(person, used, '192.0.2.3')).toBe('too_many_failures')
    expect(await outcome(await aPerson(), used, '192.0.2.2')).toBe('too_many_failures')
    expect(await outcome(await aPerson(), used, '192.0.2.3')).toBe('code_used')
  })
})

it('one code of a batch is switched off alone, who used the others is listed, and a code or a part of it finds its batch', async () => {
  const batch = await someCodes({ name: 'lecture hall', count: 3, uses: 2 })
  const { codes } = await readCodeBatch(batch.batch.id)
  const previewOf = (code = '') => `${code.slice(0, 9)}…${code.slice(-5)}`
  const off = codes.find(({ preview }) => preview === previewOf(batch.codes[0]))?.id ?? ''
  const change = { actor: { id: operator.userId }, batchId: batch.batch.id, codeId: off }
  expect(await changeCode({ ...change, enabled: false })).toMatchObject({ enabled: false })
  await expect(changeCode({ ...change, batchId: 'bat_other', enabled: false })).rejects.toMatchObject({ code: 'not_found' })
  const people = [await aPerson(), await aPerson()]
  expect(await outcome(people[0] as Person, batch.codes[0] ?? '')).toBe('invalid_code')
  for (const person of people) expect(await outcome(person, batch.codes[1] ?? '')).toBe('paid')
  const first = await listCodeUses({ batchId: batch.batch.id, limit: 1 })
  const second = await listCodeUses({ batchId: batch.batch.id, limit: 1, cursor: first.nextCursor ?? undefined })
  expect([...first.uses, ...second.uses].map(({ user, preview }) => [user.id, preview])).toEqual(
    people.map(({ userId }) => [userId, previewOf(batch.codes[1])]).reverse(),
  )
  expect(second.nextCursor).toBeNull()
  for (const search of ['LECTURE', batch.codes[2]?.toLowerCase(), batch.codes[2]?.slice(0, 9), batch.codes[2]?.slice(-5)])
    expect((await listCodeBatches({ search, limit: 10 })).batches.map(({ id }) => id)).toEqual([batch.batch.id])
})

it('the books name a code that paid something else than its uses, and one that was used too often', async () => {
  const { batch, codes } = await someCodes()
  await use(await aPerson(), codes[0] ?? '')
  const { rows } = await pool().query<{ id: string }>('update codes set used = 2 where batch_id = $1 returning id', [batch.id])
  const of = { id: rows[0]?.id }
  expect(await verifyBooks()).toEqual([
    { what: 'a code paid something else than its uses', ...of, expected: 14n, found: 7n },
    { what: 'a code was used more often than it may be', ...of, expected: 1n, found: 2n },
  ])
  await pool().query('update codes set used = 1 where batch_id = $1', [batch.id])
  expect(await verifyBooks()).toEqual([])
})

it('what a code grants ends as many days after its redemption as the batch says', async () => {
  const [code = ''] = (await someCodes({ grantDays: 30 })).codes
  const person = await aPerson()
  await use(person, code)
  const [row] = (
    await pool().query(
      "select expires_at - now() between interval '29 days 23 hours' and interval '30 days' as right from grant_lots where wallet_id = $1",
      [person.walletId],
    )
  ).rows
  expect(row).toEqual({ right: true })
})
