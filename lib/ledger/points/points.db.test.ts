import { beforeAll, beforeEach, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { newId } from '@/lib/ids'
import { startProcess } from '@/lib/processes/heartbeat'
import { changeSettings } from '@/lib/settings/change-settings'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { aHold, anEnd, aPerson, type Person, theEnd, unit } from '@/tests/ledger'
import { sweep } from '../sweep/sweep'
import { admit } from '../turn/admit'
import type { HoldRequest } from '../turn/records'
import { settle } from '../turn/settle'
import { entries } from '../wallet/entries'
import { grantLots } from '../wallet/grant-lots'
import { verifyBooks } from '../wallet/verify-books'
import { walletOf } from '../wallet/wallet-of'
import { buyPoints } from './buy-points'
import { settlePoints, sweepPoints } from './settle-points'
import { takePoints } from './take-points'

beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  await startProcess()
})

const buy = ({ userId }: Person, amountNanos: bigint) => buyPoints({ actor: { id: userId }, amountNanos })
const pointsOf = async ({ userId }: Person) => (await walletOf(userId)).points
const outcomes = async (all: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(all)
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? one.reason.code : []))
  return { done: settled.length - refused.length, refused: [...new Set(refused)] }
}
/** A held call whose points are taken. */
const taken = async (person: Person, points = 10n): Promise<HoldRequest> => {
  const hold = aHold(person, 0n)
  await admit(hold)
  await takePoints({ walletId: person.walletId, call: hold, points })
  return hold
}
const end = (hold: HoldRequest, status: number, outputTokens = 0) =>
  settle({ ...theEnd(hold, 0n), record: anEnd({ status, units: { ...anEnd().units, outputTokens } }) })

it('grants pay first, the earliest to expire before others, then cash; the points are there at once', async () => {
  const soon = new Date(Date.now() + 60_000)
  const person = await aPerson({ cash: 10n * unit, granted: 2n * unit, expiresAt: soon })
  expect(await buy(person, unit)).toBe(100n)
  expect(await grantLots(person.userId)).toMatchObject([{ remaining: unit }])
  expect(await buy(person, 3n * unit)).toBe(400n)
  expect(await walletOf(person.userId)).toMatchObject({ grantNanos: 0n, cashNanos: 8n * unit, points: 400n })
  const { entries: lines } = await entries({ walletId: person.walletId, limit: 3 })
  expect(lines.map(({ kind, account, amount }) => [kind, account, amount])).toEqual([
    ['points_bought', 'points', 300n],
    ['points_bought', 'cash', -2n * unit],
    ['points_bought', 'grant', -unit],
  ])
  const { rows } = await pool().query("select after from audit_entries where action = 'wallet.buy_points' and actor_id = $1", [
    person.userId,
  ])
  expect(rows).toHaveLength(2)
  expect(await verifyBooks()).toEqual([])
})

it('a hundred purchases at once never come to more than there is, and never take what a running call holds', async () => {
  const person = await aPerson({ cash: 3n * unit, granted: 4n * unit })
  await admit(aHold(person, 2n * unit))
  expect(await outcomes(Array.from({ length: 100 }, () => buy(person, unit)))).toEqual({ done: 5, refused: ['insufficient_funds'] })
  expect(await walletOf(person.userId)).toMatchObject({ cashNanos: 2n * unit, grantNanos: 0n, heldNanos: 2n * unit, points: 500n })
  expect(await verifyBooks()).toEqual([])
})

it('what a wallet owes is not spent on points', async () => {
  const person = await aPerson({ cash: unit })
  const hold = aHold(person, unit)
  await admit(hold)
  await settle(theEnd(hold, 2n * unit))
  await expect(buy(person, 10_000_000n)).rejects.toMatchObject({ code: 'insufficient_funds' })
})

it('a part of a point is not sold', async () => {
  const person = await aPerson({ cash: unit })
  await changeSettings({ pointsPerUnit: 1 }, { id: null })
  await expect(buy(person, unit / 2n)).rejects.toMatchObject({ facts: { fields: { amount: 'whole_points' } } })
  await changeSettings({ pointsPerUnit: 100 }, { id: null })
  expect(await pointsOf(person)).toBe(0n)
})

let person: Person
beforeEach(async () => {
  person = await aPerson({ cash: unit })
  await buy(person, 250_000_000n)
})

it('twenty-five points are two messages, however many ask at once', async () => {
  const asked = await outcomes(Array.from({ length: 20 }, () => taken(person)))
  expect(asked).toEqual({ done: 2, refused: ['insufficient_points'] })
  expect(await pointsOf(person)).toBe(5n)
})

it('the points of a failed call come back once, those of an answered one stay spent', async () => {
  const [failed, answered] = [await taken(person), await taken(person)]
  await Promise.all([settlePoints(failed.id), settlePoints(answered.id)])
  expect(await pointsOf(person)).toBe(5n)
  await Promise.all([end(failed, 502, 7), end(answered, 200, 7)])
  await Promise.all([failed, answered].flatMap(({ id }) => Array.from({ length: 10 }, () => settlePoints(id))))
  await sweepPoints()
  expect(await pointsOf(person)).toBe(15n)
  expect(await verifyBooks()).toEqual([])
})

it('an answer that was stopped costs its points when something of it had arrived', async () => {
  const [empty, begun] = [await taken(person), await taken(person)]
  await Promise.all([end(empty, 499), end(begun, 499, 3)])
  await sweepPoints()
  expect(await pointsOf(person)).toBe(15n)
})

it('a process that dies with the points in its hand gives them back, and the sweep does it once', async () => {
  const hold = await taken(person)
  await sweepPoints()
  expect(await pointsOf(person)).toBe(15n)
  await pool().query("update hold_groups set process_id = 'prs_gone'")
  await pool().query("update stream_journals set process_id = 'prs_gone'")
  await sweep()
  await Promise.all(Array.from({ length: 5 }, sweepPoints))
  expect(await pointsOf(person)).toBe(25n)
  const { rows } = await pool().query('select kind, amount from transfers where reference = $1 order by id', [hold.id])
  expect(rows).toMatchObject([{ kind: 'message' }, { kind: 'message_returned' }])
  expect(await verifyBooks()).toEqual([])
})

it('the books name points that came back without having been taken, and points that are waiting without it', async () => {
  await pool().query('insert into taken_points (call_id, call_time, wallet_id, points) values ($1, now(), $2, 3)', [
    newId('call'),
    person.walletId,
  ])
  expect(await verifyBooks()).toMatchObject([{ what: 'points taken for a message are not what was moved for it', found: 3n }])
  await pool().query('delete from taken_points')
})
