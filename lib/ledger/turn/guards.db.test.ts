import { beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { endProcess, startProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, anEnd, aPerson, balancesOf, type Person, theEnd } from '@/tests/ledger'
import { createCodes } from '../codes/create-codes'
import { redeem } from '../codes/redeem'
import { sweep } from '../sweep/sweep'
import { expireGrants } from '../wallet/expire-grants'
import { grant } from '../wallet/grant'
import { mayDecide } from '../wallet/may-decide'
import { type TransferRequest, transfer } from '../wallet/transfer'
import { admit } from './admit'
import { hotPool } from './hot-pool'
import { settle } from './settle'

beforeAll(async () => {
  await freshDatabase()
})

const recordOf = async (id: string) => (await pool().query('select * from usage_records where id = $1', [id])).rows[0]
let keys = 0
const move = ({ walletId }: Person, of: Pick<TransferRequest, 'account' | 'amount' | 'counterpart'> & { corrects?: bigint }) =>
  transaction((tx) => transfer(tx, { walletId, kind: 'test', idempotencyKey: `move${keys++}`, ...of }))

describe('the database itself refuses', () => {
  const check = '23514'
  const appendOnly = '23001'
  const refused: [sql: string, code: string][] = [
    ['update wallets set granted = -1', check],
    ['update wallets set points = -1', check],
    ['update wallets set held = -1', check],
    ["update wallets set owner_kind = 'project'", check],
    ['update spend_limits set held = -1', check],
    ['update spend_limits set spent = -1', check],
    ['update grant_lots set remaining = -1', check],
    ['update grant_lots set remaining = amount + 1', check],
    ['update codes set used = -1', check],
    [
      "insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount) values ('a', 'a', 'money', 4, -1, 0)",
      check,
    ],
    [
      "insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount) values ('b', 'a', 'money', 4, 4, 1)",
      check,
    ],
    ['truncate audit_entries', appendOnly],
    ['truncate transfers cascade', appendOnly],
    ['truncate usage_records', appendOnly],
    ['truncate only usage_records_default', appendOnly],
  ]
  it.each(refused)('%s', async (sql, code) => {
    const person = await aPerson({ granted: 5n })
    await admit(aHold(person, 1n, { limitId: await aLimit(null) }))
    await createCodes({ actor: { id: person.userId }, name: 'one', amountNanos: 1n, account: 'grant', count: 1, uses: 1, expiresAt: null })
    await expect(pool().query(sql)).rejects.toMatchObject({ code })
  })
})

describe('an admission', () => {
  it('that does not fit is told at once what those before it left, of the wallet and of the limit', async () => {
    const person = await aPerson({ cash: 10n })
    const limitId = await aLimit(10n)
    const asked = vi.spyOn(hotPool(), 'query')
    expect(await Promise.all([admit(aHold(person, 7n)), admit(aHold(person, 5n))])).toEqual([
      { ok: true },
      { ok: false, reason: 'balance_on_hold', availableNanos: 3n },
    ])
    const rich = await aPerson({ cash: 100n })
    expect(await Promise.all([7n, 5n].map((hold) => admit(aHold(rich, hold, { limitId }))))).toEqual([
      { ok: true },
      { ok: false, reason: 'limit_on_hold', availableNanos: 3n, limitId },
    ])
    expect(asked).toHaveBeenCalledTimes(2)
    asked.mockRestore()
  })

  it('that is refused writes nothing at all', async () => {
    const person = await aPerson({ cash: 10n })
    const limitId = await aLimit(5n)
    const versions = async () =>
      (
        await pool().query('select w.ctid as wallet, l.ctid as spend_limit from wallets w, spend_limits l where w.id = $1 and l.id = $2', [
          person.walletId,
          limitId,
        ])
      ).rows
    const before = await versions()
    expect(await admit(aHold(person, 6n, { limitId }))).toMatchObject({ ok: false, reason: 'limit_reached' })
    expect(await versions()).toEqual(before)
  })
})

it('a record names the price and the multiplier of the model that answered, else those of the hold', async () => {
  const person = await aPerson({ cash: 10n })
  const asked = { ...aHold(person, 1n).record, priceVersionId: 'prc_asked', multiplier: 15_000 }
  const [same, other] = [aHold(person, 1n, { record: asked }), aHold(person, 1n, { record: asked })]
  await Promise.all([admit(same), admit(other)])
  await Promise.all([
    settle(theEnd(same, 1n)),
    settle({ ...theEnd(other, 1n), record: anEnd({ priceVersionId: 'prc_other', multiplier: 1 }) }),
  ])
  expect(await recordOf(same.id)).toMatchObject({ price_version_id: 'prc_asked', multiplier: 15_000 })
  expect(await recordOf(other.id)).toMatchObject({ price_version_id: 'prc_other', multiplier: 1 })
})

it('a record keeps what can be kept of wild texts, at the first try', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 1n)
  await admit(hold)
  const asked = vi.spyOn(hotPool(), 'query')
  const attempts = [{ upstream: 'a\0b', upstreamModel: 'x\ud800', status: null, reason: '\0', ms: 1 }]
  await settle({ ...theEnd(hold, 1n), record: anEnd({ modelUsed: 'a\0b\ud800', finishReason: '{"\\', attempts }) })
  expect(asked).toHaveBeenCalledTimes(1)
  asked.mockRestore()
  expect(await recordOf(hold.id)).toMatchObject({
    model_used: 'ab\ufffd',
    finish_reason: '{"\\',
    attempts: [{ upstream: 'ab', upstreamModel: 'x\ufffd', status: null, reason: '', ms: 1 }],
  })
})

it('the sweep does not look again at what it has ended', async () => {
  const person = await aPerson({ cash: 10n })
  await sweep()
  await startProcess()
  await admit(aHold(person, 1n))
  await endProcess()
  expect([await sweep(), await sweep()]).toEqual([1, 0])
})

describe('a transfer', () => {
  it('of points asks nothing of the money, and money that is owed cannot go out', async () => {
    const person = await aPerson({ cash: 2n })
    await move(person, { account: 'points', amount: 5n, counterpart: 'pointsIssued' })
    const hold = aHold(person, 2n)
    await admit(hold)
    await settle(theEnd(hold, 4n))
    expect(await move(person, { account: 'points', amount: -3n, counterpart: 'pointsSpent' })).toMatchObject({ balanceAfter: 2n })
    expect(await move(person, { account: 'cash', amount: -1n, counterpart: 'payouts' })).toBe(null)
    expect(await balancesOf(person)).toMatchObject({ cash: -2n, points: 2n })
  })

  it('that corrects another one names it', async () => {
    const person = await aPerson()
    const wrong = await move(person, { account: 'cash', amount: 5n, counterpart: 'paymentsIn' })
    const right = await move(person, { account: 'cash', amount: -5n, counterpart: 'corrections', corrects: wrong?.id ?? 0n })
    const { rows } = await pool().query('select corrects from transfers where id = $1', [right?.id])
    expect(rows).toEqual([{ corrects: wrong?.id }])
  })
})

describe('grants that have expired', () => {
  const expired = (person: Person, amountNanos: bigint) =>
    transaction((tx) =>
      grant(tx, { ...person, amountNanos, expiresAt: new Date(Date.now() - 1000), kind: 'test', idempotencyKey: `gift${keys++}` }),
    )

  it('go as far as running calls let them, one after the other', async () => {
    const person = await aPerson()
    await expired(person, 10n)
    await expired(person, 10n)
    const hold = aHold(person, 5n)
    await admit(hold)
    await expireGrants()
    expect(await balancesOf(person)).toMatchObject({ granted: 5n, held: 5n })
    await settle(theEnd(hold, 5n))
  })

  it('are taken by the sweep', async () => {
    const person = await aPerson()
    await expired(person, 10n)
    await sweep()
    expect(await balancesOf(person)).toMatchObject({ granted: 0n })
  })

  it('that cannot be taken back from one wallet are from the others', async () => {
    const [odd, plain] = [await aPerson(), await aPerson()]
    await expired(odd, 10n)
    await expired(plain, 10n)
    const { rows } = await pool().query('select id from grant_lots where wallet_id = $1', [odd.walletId])
    await transaction((tx) =>
      transfer(tx, {
        ...odd,
        account: 'cash',
        amount: 1n,
        counterpart: 'promotions',
        kind: 'test',
        idempotencyKey: `expiry:${rows[0].id}:10`,
      }),
    )
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await expireGrants()
    vi.restoreAllMocks()
    expect(await balancesOf(odd)).toMatchObject({ granted: 10n })
    expect(await balancesOf(plain)).toMatchObject({ granted: 0n })
  })
})

it('a code that is switched off while somebody redeems it pays nothing', async () => {
  const [operator, person] = [await aPerson({ role: 'operator' }), await aPerson()]
  const of = {
    actor: { id: operator.userId },
    name: 'late',
    amountNanos: 5n,
    account: 'grant' as const,
    count: 1,
    uses: 1,
    expiresAt: null,
  }
  const { codes, batch } = await createCodes(of)
  const other = await pool().connect()
  await other.query('begin')
  await other.query('update codes set enabled = false where batch_id = $1', [batch.id])
  const redeemed = redeem({ ...person, code: codes[0] ?? '', address: undefined }).then(
    () => 'paid',
    ({ code }) => code,
  )
  await vi.waitFor(async () => {
    const { rows } = await pool().query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
    expect(rows).not.toEqual([])
  }, 10_000)
  await other.query('commit')
  other.release()
  expect(await redeemed).toBe('code_used')
  expect(await balancesOf(person)).toMatchObject({ granted: 0n })
})

it('nobody but the only owner decides about their own money, and an owner who is switched off is none', async () => {
  const decides = ({ userId }: Person) => transaction((tx) => mayDecide(tx, userId, userId))
  const owner = await aPerson({ role: 'owner' })
  await expect(decides(await aPerson({ role: 'operator' }))).rejects.toMatchObject({ code: 'own_money' })
  const second = await aPerson({ role: 'owner' })
  await expect(decides(owner)).rejects.toMatchObject({ code: 'own_money' })
  await pool().query('update users set enabled = false where id = $1', [second.userId])
  await decides(owner)
  await expect(decides(second)).rejects.toMatchObject({ code: 'own_money' })
})
