import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { endProcess, startProcess } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, isOpen, theEnd, unit } from '@/tests/ledger'
import { admit } from '../turn/admit'
import type { HoldRequest } from '../turn/records'
import { settle } from '../turn/settle'
import { verifyBooks } from '../wallet/verify-books'
import { journal } from './journal'
import { sweep } from './sweep'

const price = 'prc_test'

beforeAll(async () => {
  await freshDatabase()
  await pool().query("insert into models (id, name) values ('tiny', 'Tiny')")
  await pool().query('insert into price_versions (id, model_id, input, output) values ($1, $2, $3, $4)', [
    price,
    'tiny',
    2n * unit,
    8n * unit,
  ])
  await startProcess()
})

afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await pool().query("delete from processes where id = 'prs_off'")
})

const priced = (hold: HoldRequest): HoldRequest => ({
  ...hold,
  record: { ...hold.record, priceVersionId: price, multiplier: 5_000, stream: true },
})
const recordOf = async ({ id }: HoldRequest) => (await pool().query('select * from usage_records where id = $1', [id])).rows[0]

it('a process that could not say for a while that it lives does not end its own running calls', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 5n)
  await admit(hold)
  // A suspended machine, or a database that was away: the sweep may run before the next beat.
  const beat = (at: string) => pool().query(`update processes set heartbeat_at = ${at} where id = $1`, [processId()])
  await beat("now() - interval '60 s'")
  expect(await sweep()).toBe(0)
  await beat('now()')
  await settle(theEnd(hold, 4n))
  expect(await balancesOf(person)).toMatchObject({ cash: 6n, held: 0n })
})

it('a call whose process is gone is interrupted and charged for what was journaled, once', async () => {
  const person = await aPerson({ cash: unit })
  const limitId = await aLimit(unit)
  const [heard, silent, dear] = [5_000_000n, 5_000_000n, 10n].map((hold) => priced(aHold(person, hold, { limitId }))) as [
    HoldRequest,
    HoldRequest,
    HoldRequest,
  ]
  for (const hold of [heard, silent, dear]) expect(await admit(hold)).toEqual({ ok: true })
  await journal([
    { ...heard, inputTokens: 100, outputTokens: 3 },
    { ...silent, inputTokens: 100, outputTokens: 0 },
    { ...dear, inputTokens: 100, outputTokens: 30 },
  ])
  expect(await sweep()).toBe(0)
  await endProcess()
  await Promise.all([sweep(), sweep()])
  const charge = (100n * 2000n + 3n * 8000n) / 2n
  expect(await recordOf(heard)).toMatchObject({
    charge,
    error_code: 'interrupted',
    status: 500,
    input_tokens: 100,
    output_tokens: 3,
    estimated: true,
  })
  expect(await recordOf(silent)).toMatchObject({ charge: 0n, error_code: 'interrupted', input_tokens: 0 })
  expect(await recordOf(dear)).toMatchObject({ charge: 10n })
  expect(await balancesOf(person)).toMatchObject({ cash: unit - charge - 10n, held: 0n })
  await settle(theEnd(heard, 1n))
  expect(await balancesOf(person)).toMatchObject({ cash: unit - charge - 10n })
  expect(await verifyBooks()).toEqual([])
  await startProcess()
})

it('an answer of another model than the one asked for is charged by its own price', async () => {
  const person = await aPerson({ cash: unit })
  await pool().query("insert into price_versions (id, model_id, input, output) values ('prc_spare', 'tiny', $1, $1)", [unit])
  const hold = priced(aHold(person, 5_000_000n))
  await admit(hold)
  await journal([{ ...hold, priceVersionId: 'prc_spare', inputTokens: 100, outputTokens: 3 }])
  await endProcess()
  await sweep()
  const charge = (103n * 1000n) / 2n
  expect(await recordOf(hold)).toMatchObject({ charge, price_version_id: 'prc_spare', error_code: 'interrupted' })
  expect(await balancesOf(person)).toMatchObject({ cash: unit - charge, held: 0n })
  await startProcess()
})

/** Makes the call one of another process. */
const move = ({ id }: HoldRequest, to: string) =>
  pool().query('update hold_groups set process_id = $2 where id = (select group_id from open_holds where id = $1)', [id, to])

const minute = 60_000
const hour = 60 * minute

it('a call that has run longer than any may is ended though its process lives, and a younger one is not', async () => {
  const person = await aPerson({ cash: 10n })
  const [old, young] = [aHold(person, 4n), aHold(person, 5n)]
  const now = performance.now()
  await admit(old)
  expect(await sweep(now)).toBe(0)
  const later = vi.spyOn(performance, 'now').mockReturnValue(now + 2 * minute)
  await admit(young)
  later.mockRestore()
  expect(await sweep(now + 34 * minute)).toBe(0)
  expect(await sweep(now + 36 * minute)).toBe(1)
  expect(await balancesOf(person)).toMatchObject({ cash: 10n, held: 5n })
  await settle(theEnd(young, 0n))
})

it('a running call is left alone for as long as an operator lets one run', async () => {
  const hold = aHold(await aPerson({ cash: unit }), 5n)
  const now = performance.now()
  await admit(hold)
  await sweep(now)
  await pool().query(
    `insert into upstreams (id, name, base_url, protocol, timeouts) values ('ups_slow', 'slow', 'http://x', 'openai', '{"total": 7200}')`,
  )
  await sweep(now + 2 * hour)
  expect(await isOpen(hold.id)).toBe(true)
  await pool().query("delete from upstreams where id = 'ups_slow'")
  await sweep(now + 2 * hour)
  expect(await recordOf(hold)).toMatchObject({ error_code: 'interrupted' })
})

describe.each([-3, 3])('a process whose clock is %i hours off', (off) => {
  const wrongTime = () => new Date(Date.now() + off * hour)

  it('keeps its running calls, and so does one that shares its database', async () => {
    const person = await aPerson({ cash: 10n })
    const [here, there] = [aHold(person, 4n, { time: wrongTime() }), aHold(person, 5n, { time: wrongTime() })]
    await Promise.all([admit(here), admit(there)])
    await pool().query(
      "insert into processes (id, folder) values ('prs_off', 'off:/data') on conflict (id) do update set heartbeat_at = now()",
    )
    await move(there, 'prs_off')
    expect(await sweep()).toBe(0)
    vi.useFakeTimers({ toFake: ['Date'], now: wrongTime() })
    expect(await sweep()).toBe(0)
    expect(await balancesOf(person)).toMatchObject({ held: 9n })
    await Promise.all([here, there].map((hold) => settle(theEnd(hold, 1n))))
    expect(await balancesOf(person)).toMatchObject({ cash: 8n, held: 0n })
  })

  it('ends those that have run longer than any may, and no earlier', async () => {
    const hold = aHold(await aPerson({ cash: 10n }), 4n, { time: wrongTime() })
    const now = performance.now()
    await admit(hold)
    expect([await sweep(now), await sweep(now + 34 * minute), await sweep(now + 36 * minute)]).toEqual([0, 0, 1])
  })

  it('has its calls ended when it is gone, by whoever is there', async () => {
    const person = await aPerson({ cash: 10n })
    const hold = aHold(person, 4n, { time: wrongTime() })
    await admit(hold)
    await pool().query("insert into processes (id, folder, heartbeat_at) values ('prs_off', 'off:/data', now() - interval '21 s')")
    await move(hold, 'prs_off')
    vi.useFakeTimers({ toFake: ['Date'], now: wrongTime() })
    expect(await sweep()).toBe(1)
    expect(await recordOf(hold)).toMatchObject({ error_code: 'interrupted' })
  })
})

/** This process has been heard of for as long as another must be silent to be gone. */
async function heardLong(): Promise<void> {
  for (let beats = 0; beats < 6; beats++) {
    const now = performance.now() + 4_000
    vi.spyOn(performance, 'now').mockReturnValue(now)
    await startProcess()
  }
  const now = performance.now()
  vi.mocked(performance.now).mockReturnValue(now)
}

it('a start on the same folder ends its predecessor at once, on another folder nobody', async () => {
  const { rows: me } = await pool().query('select folder from processes where id = $1', [processId()])
  await pool().query("insert into processes (id, folder) values ('prs_before', $1), ('prs_elsewhere', 'elsewhere:/data')", [me[0].folder])
  await startProcess()
  const { rows } = await pool().query('select id from processes where ended_at is null order by id')
  expect(rows.map(({ id }) => id)).toEqual([processId(), 'prs_elsewhere'].toSorted())
})

it('after an outage of the database no process is taken for gone that could not beat', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 4n)
  await admit(hold)
  await pool().query("insert into processes (id, folder, heartbeat_at) values ('prs_silent', 'silent:/data', now() - interval '60 s')")
  await move(hold, 'prs_silent')
  const now = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(now + 60_000)
  expect(await sweep()).toBe(0) // This is before the first beat.
  await startProcess()
  expect(await sweep()).toBe(0)
  await heardLong()
  expect(await sweep()).toBe(1)
})
