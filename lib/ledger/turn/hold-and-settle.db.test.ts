import { beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { processId } from '@/lib/processes/process-id'
import { noUnits, type UnitName, type Units, unitNames, unitTable } from '@/lib/units'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, anEnd, aPerson, balancesOf, isOpen, theEnd, unit } from '@/tests/ledger'
import { journal } from '../sweep/journal'
import { entries } from '../wallet/entries'
import { grant } from '../wallet/grant'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import { recordRefusal, refusalsDone } from './record-refusal'
import { settle } from './settle'

beforeAll(async () => {
  await freshDatabase()
})

const ok = { ok: true }
const recordOf = async (id: string) => (await pool().query('select * from usage_records where id = $1', [id])).rows[0]

describe('a hold', () => {
  it('reserves the money until the call is settled, and gives back what was not used', async () => {
    const person = await aPerson({ cash: 10n * unit })
    const hold = aHold(person, 4n * unit)
    expect(await admit(hold)).toEqual(ok)
    expect(await balancesOf(person)).toMatchObject({ cash: 10n * unit, held: 4n * unit })
    await settle(theEnd(hold, 3n))
    expect(await balancesOf(person)).toMatchObject({ cash: 10n * unit - 3n, held: 0n })
    expect(await recordOf(hold.id)).toMatchObject({
      charge: 3n,
      hold: 4n * unit,
      status: 200,
      model_used: 'tiny',
      output_tokens: 20,
    })
    expect(await verifyBooks()).toEqual([])
  })

  it('of 0 needs no money and no wallet lock', async () => {
    const person = await aPerson()
    const other = await pool().connect()
    await other.query('begin')
    await other.query('select 1 from wallets where id = $1 for update', [person.walletId])
    const hold = aHold(person, 0n)
    expect(await admit(hold)).toEqual(ok)
    await settle(theEnd(hold, 0n))
    await other.query('rollback')
    other.release()
    expect(await recordOf(hold.id)).toMatchObject({ charge: 0n, line: null, cash_after: null, grant_after: null })
  })

  it('that never fits has another reason than one that running calls prevent', async () => {
    const person = await aPerson({ cash: 10n })
    expect(await admit(aHold(person, 11n))).toEqual({ ok: false, reason: 'insufficient_balance', availableNanos: 10n })
    expect(await admit(aHold(person, 8n))).toEqual(ok)
    expect(await admit(aHold(person, 3n))).toEqual({ ok: false, reason: 'balance_on_hold', availableNanos: 2n })
  })

  it('is refused by the spend limit of its key, spent or on hold', async () => {
    const person = await aPerson({ cash: 100n })
    const limitId = await aLimit(10n)
    expect(await admit(aHold(person, 11n, { limitId }))).toEqual({ ok: false, reason: 'limit_reached', availableNanos: 10n, limitId })
    const first = aHold(person, 6n, { limitId })
    expect(await admit(first)).toEqual(ok)
    expect(await admit(aHold(person, 5n, { limitId }))).toEqual({ ok: false, reason: 'limit_on_hold', availableNanos: 4n, limitId })
    await settle(theEnd(first, 6n))
    expect(await admit(aHold(person, 5n, { limitId }))).toEqual({ ok: false, reason: 'limit_reached', availableNanos: 4n, limitId })
    expect(await admit(aHold(person, 4n, { limitId }))).toEqual(ok)
    expect(await verifyBooks()).toEqual([])
  })

  it('on a spend limit that is gone is refused, not tried for ever', async () => {
    const person = await aPerson({ cash: 10n })
    expect(await admit(aHold(person, 1n, { limitId: 'lim_gone' }))).toMatchObject({ ok: false, availableNanos: 0n })
  })

  it('of one poor wallet never refuses its neighbours, and what fits behind a big one is served', async () => {
    const poor = await aPerson({ cash: 10n })
    const rich = await aPerson({ cash: 1000n })
    const asked = [aHold(poor, 500n), aHold(rich, 5n), aHold(poor, 8n), aHold(poor, 9n), aHold(rich, 5n), aHold(poor, 2n)]
    const verdicts = await Promise.all(asked.map(admit))
    expect(verdicts.map((verdict) => verdict.ok)).toEqual([false, true, true, false, true, true])
    expect(verdicts[0]).toMatchObject({ reason: 'insufficient_balance' })
    expect(verdicts[3]).toMatchObject({ reason: 'balance_on_hold' })
  })

  it('that PostgreSQL cannot take does not fail the calls that came with it', async () => {
    const person = await aPerson({ cash: 100n })
    const good = [aHold(person, 1n), aHold(person, 1n)]
    const bad = aHold(person, 1n, { userId: 2 ** 40 })
    const outcomes = await Promise.allSettled([good[0], bad, good[1]].map((hold) => admit(hold ?? bad)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await balancesOf(person)).toMatchObject({ held: 2n })
  })
})

it('a wallet that somebody keeps locked stops its own calls only, and those just as long', async () => {
  const [stuck, free] = [await aPerson({ cash: 10n }), await aPerson({ cash: 10n })]
  const other = await pool().connect()
  await other.query('begin')
  await other.query('select 1 from wallets where id = $1 for update', [stuck.walletId])
  const waiting = aHold(stuck, 1n)
  const passing = aHold(free, 1n)
  const [behind, ahead] = [admit(waiting), admit(passing)]
  expect(await ahead).toEqual(ok)
  await settle(theEnd(passing, 1n))
  await other.query('rollback')
  other.release()
  expect(await behind).toEqual(ok)
  await settle(theEnd(waiting, 1n))
  expect(await verifyBooks()).toEqual([])
})

describe('a settlement', () => {
  it('happens once, however often and however parallel it is asked for', async () => {
    const person = await aPerson({ cash: 100n })
    const hold = aHold(person, 10n)
    await admit(hold)
    await Promise.all(Array.from({ length: 50 }, () => settle(theEnd(hold, 7n))))
    await settle(theEnd(hold, 9n))
    expect(await balancesOf(person)).toMatchObject({ cash: 93n, held: 0n })
    expect(await verifyBooks()).toEqual([])
  })

  it('spends grants before cash, call by call, and shows the balance after each', async () => {
    const person = await aPerson({ cash: 100n, granted: 10n })
    const holds = [aHold(person, 20n), aHold(person, 20n), aHold(person, 20n)]
    await Promise.all(holds.map(admit))
    await Promise.all(holds.map((hold) => settle(theEnd(hold, 7n))))
    expect(await balancesOf(person)).toMatchObject({ cash: 89n, granted: 0n, held: 0n })
    const list = (await entries({ ...person, limit: 10 })).entries.filter(({ kind }) => kind === 'charge').reverse()
    expect(list.map(({ account, amount, balanceAfter }) => [account, amount, balanceAfter])).toEqual([
      ['grant', -7n, 3n],
      ['grant', -3n, 0n],
      ['cash', -4n, 96n],
      ['cash', -7n, 89n],
    ])
    expect(await verifyBooks()).toEqual([])
  })

  it('waits for a gift under way and spends it at once, without a second try', async () => {
    const person = await aPerson({ cash: 100n, granted: 3n })
    const hold = aHold(person, 8n)
    await admit(hold)
    const complaints = vi.spyOn(console, 'error')
    const settled = await transaction(async (tx) => {
      await grant(tx, { ...person, amountNanos: 7n, kind: 'test', idempotencyKey: hold.id.slice(5) })
      const under = settle(theEnd(hold, 5n))
      await new Promise((done) => setTimeout(done, 200))
      return { under }
    })
    await settled.under
    expect(complaints).not.toHaveBeenCalled()
    expect(await balancesOf(person)).toMatchObject({ cash: 100n, granted: 5n, held: 0n })
    expect(await verifyBooks()).toEqual([])
  })

  it('may go below zero by what an upstream reports above the hold, and the next call is refused', async () => {
    const person = await aPerson({ cash: 10n })
    const hold = aHold(person, 10n)
    await admit(hold)
    await settle(theEnd(hold, 12n))
    expect(await balancesOf(person)).toMatchObject({ cash: -2n, held: 0n })
    expect(await admit(aHold(person, 1n))).toEqual({ ok: false, reason: 'insufficient_balance', availableNanos: 0n })
    expect(await verifyBooks()).toEqual([])
  })

  it('writes every unit of every call where it belongs, however many settle at once', async () => {
    const person = await aPerson({ cash: 100n })
    const calls = Array.from({ length: 20 }, (_, place) => {
      const units = Object.fromEntries(unitNames.map((unit, at) => [unit, place * 100 + at])) as Units
      return { hold: aHold(person, 1n), units: { ...units, seconds: place + 0.25 } }
    })
    await Promise.all(calls.map(({ hold }) => admit(hold)))
    await Promise.all(calls.map(({ hold: { id }, units }) => settle({ id, chargeNanos: 1n, record: anEnd({ units, finishReason: id }) })))
    for (const { hold, units } of calls) {
      const { seconds, ...others } = units
      const columns = Object.entries(others).map(([unit, count]) => [unitTable[unit as UnitName].column, count])
      expect(await recordOf(hold.id)).toMatchObject({ ...Object.fromEntries(columns), audio_ms: seconds * 1000, finish_reason: hold.id })
    }
  })

  it('charges correctly even when the texts of the record are wild', async () => {
    const person = await aPerson({ cash: 10n })
    const hold = aHold(person, 10n)
    await admit(hold)
    const record = anEnd({
      modelUsed: `a\0b\ud800${'x'.repeat(9999)}`,
      units: { ...noUnits, inputTokens: 1e18, outputTokens: Number.NaN, images: -1, characters: Number.POSITIVE_INFINITY },
      finishReason: '\0',
      attempts: [{ upstream: 'a\0b', upstreamModel: '\ud800', status: null, reason: '\0', ms: 1.5 }],
    })
    await settle({ id: hold.id, chargeNanos: 4n, record })
    expect(await balancesOf(person)).toMatchObject({ cash: 6n, held: 0n })
    expect(await recordOf(hold.id)).toMatchObject({ input_tokens: 2_147_483_647, output_tokens: 0, images: 0, characters: 2_147_483_647 })
  })
})

it('a call that was refused leaves a record without money, and what a stream delivered is journaled', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 5n)
  recordRefusal({
    ...hold,
    id: `${hold.id}x`,
    record: { ...hold.record, ...anEnd({ status: 429, errorCode: 'rate_limit_exceeded', attempts: [] }) },
  })
  await refusalsDone()
  expect(await recordOf(`${hold.id}x`)).toMatchObject({
    charge: 0n,
    hold: 0n,
    status: 429,
    error_code: 'rate_limit_exceeded',
  })
  await admit(hold)
  await journal([{ id: hold.id, inputTokens: 9, outputTokens: 4 }])
  const { rows } = await pool().query('select calls from stream_journals where process_id = $1', [processId()])
  expect(rows).toEqual([{ calls: { [hold.id]: [9, 4, null] } }])
  await journal([])
  expect(await isOpen(hold.id)).toBe(true)
})
