import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { processId } from '@/lib/processes/process-id'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, theEnd } from '@/tests/ledger'
import { holdGroups } from '@/tests/ledger-processes'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import { hotPool } from './hot-pool'
import { openIds, removeOverGroups } from './open-holds'
import { settle } from './settle'

beforeAll(async () => {
  await freshDatabase()
})
afterEach(async () => {
  vi.restoreAllMocks()
  expect(await verifyBooks()).toEqual([])
})

/** One turn settles a call that holds all of a wallet, or of its limit, and is asked to admit the next. */
describe('an admission that shares a turn with a settlement', () => {
  it('has at once what that gives back, of the wallet and of the limit', async () => {
    const person = await aPerson({ cash: 10n })
    const [running, next] = [aHold(person, 10n, { limitId: await aLimit(10n) }), aHold(person, 8n)]
    const limitIds = running.limitIds
    await admit(running)
    const asked = vi.spyOn(hotPool(), 'query')
    const outcomes = await Promise.all([settle(theEnd(running, 2n)), admit({ ...next, limitIds })])
    expect([outcomes[1], asked.mock.calls.length]).toEqual([{ ok: true }, 1])
  })

  it('does not have what that was charged, of the wallet', async () => {
    const person = await aPerson({ cash: 6n, granted: 4n })
    const running = aHold(person, 10n)
    await admit(running)
    const [, verdict] = await Promise.all([settle(theEnd(running, 5n)), admit(aHold(person, 6n))])
    expect(verdict).toEqual({ ok: false, reason: 'insufficient_balance', availableNanos: 5n })
  })

  it('does not have what that was charged, of the limit', async () => {
    const person = await aPerson({ cash: 100n })
    const limitId = await aLimit(10n)
    const running = aHold(person, 10n, { limitId })
    await admit(running)
    const [, verdict] = await Promise.all([settle(theEnd(running, 5n)), admit(aHold(person, 6n, { limitId }))])
    expect(verdict).toEqual({ ok: false, reason: 'limit_reached', availableNanos: 5n, limitId })
  })
})

it('a turn that admits nobody writes no group, and one that admits somebody names its process', async () => {
  const person = await aPerson({ cash: 10n })
  const before = await holdGroups()
  await Promise.all([admit(aHold(person, 11n)), admit(aHold(person, 12n))])
  expect(await holdGroups()).toBe(before)
  await admit(aHold(person, 10n))
  const { rows } = await pool().query('select distinct process_id from hold_groups')
  expect([await holdGroups(), rows]).toEqual([before + 1, [{ process_id: processId() }]])
})

it('a call that was refused is not remembered as running, and does not keep the group of those that it came with', async () => {
  const person = await aPerson({ cash: 10n })
  const [fits, big] = [aHold(person, 10n), aHold(person, 11n)]
  await removeOverGroups()
  const before = await holdGroups()
  await Promise.all([admit(fits), admit(big)])
  expect([await holdGroups(), openIds().includes(fits.id), openIds().includes(big.id)]).toEqual([before + 1, true, false])
  await settle(theEnd(fits, 1n))
  await removeOverGroups()
  expect([await holdGroups(), openIds().includes(fits.id)]).toEqual([before, false])
})

it('admissions whose turn met a locked wallet go on alone at once', async () => {
  const [stuck, free] = [await aPerson({ cash: 10n }), await aPerson({ cash: 10n })]
  const other = await pool().connect()
  await other.query('begin')
  await other.query('select 1 from wallets where id = $1 for update', [stuck.walletId])
  const asked = vi.spyOn(hotPool(), 'query')
  const behind = admit(aHold(stuck, 1n))
  expect(await admit(aHold(free, 1n))).toEqual({ ok: true })
  const sizes = asked.mock.calls.map(([one]) => String((one as unknown as { values: unknown[] }).values[2]).split(',').length)
  expect(sizes.filter((size) => size > 1)).toEqual([2])
  await other.query('rollback')
  other.release()
  expect(await behind).toEqual({ ok: true })
  expect(await balancesOf(free)).toMatchObject({ held: 1n })
})
