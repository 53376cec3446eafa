import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { vitalPool } from '@/lib/db/vital-pool'
import { startProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, balancesOf, isOpen, theEnd } from '@/tests/ledger'
import { admit } from '../turn/admit'
import { hotPool } from '../turn/hot-pool'
import { holdClosed, openHold, removeOverGroups } from '../turn/open-holds'
import { settle } from '../turn/settle'
import { verifyBooks } from '../wallet/verify-books'
import { sweep } from './sweep'

beforeAll(async () => {
  await freshDatabase()
  await startProcess()
})
afterEach(() => void vi.restoreAllMocks())

type Query = (asked: { text: string }) => Promise<unknown>
const groups = async () => (await pool().query('select 1 from hold_groups')).rowCount

it('a call of this process that is admitted while the sweep reads is not ended by it', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 4n)
  const vital = vitalPool()
  const query = vital.query.bind(vital) as unknown as Query
  vi.spyOn(vital, 'query').mockImplementation((async (asked: { text: string }) => {
    if (asked.text.includes('from open_holds o left join')) await admit(hold)
    return query(asked)
  }) as never)
  expect(await sweep()).toBe(0)
  await settle(theEnd(hold, 3n))
  expect(await balancesOf(person)).toMatchObject({ cash: 7n, held: 0n })
})

it('a call whose admission is committed but not known here yet is not ended by the sweep', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 4n)
  const hot = hotPool()
  const query = hot.query.bind(hot) as unknown as Query
  const committed = Promise.withResolvers<void>()
  const told = Promise.withResolvers<void>()
  vi.spyOn(hot, 'query').mockImplementationOnce((async (asked: { text: string }) => {
    const answer = await query(asked)
    committed.resolve()
    await told.promise
    return answer
  }) as never)
  const admission = admit(hold)
  await committed.promise
  expect(await sweep()).toBe(0)
  told.resolve()
  expect(await admission).toEqual({ ok: true })
  await settle(theEnd(hold, 3n))
  expect(await balancesOf(person)).toMatchObject({ cash: 7n, held: 0n })
  expect(await verifyBooks()).toEqual([])
})

it('a group stays while one of its calls is open, however often another is told to have ended', async () => {
  const person = await aPerson({ cash: 10n })
  const [one, other] = [aHold(person, 1n), aHold(person, 1n)]
  await Promise.all([admit(one), admit(other)])
  const open = openHold(one.id)
  await settle(theEnd(one, 1n))
  if (open) holdClosed(open)
  await removeOverGroups()
  expect(await isOpen(other.id)).toBe(true)
  await settle(theEnd(other, 1n))
})

it('groups that could not be removed are removed the next time', async () => {
  await removeOverGroups()
  const before = await groups()
  const hold = aHold(await aPerson({ cash: 10n }), 1n)
  await admit(hold)
  await settle(theEnd(hold, 1n))
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  vi.spyOn(hotPool(), 'query').mockRejectedValueOnce(new Error('away') as never)
  await removeOverGroups()
  expect(await groups()).toBe((before ?? 0) + 1)
  await removeOverGroups()
  expect(await groups()).toBe(before)
})
