import { beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { endProcess, startProcess } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, aPerson, balancesOf, theEnd, unit } from '@/tests/ledger'
import { admit, type HoldRequest } from './admit'
import { journal } from './journal'
import { settle } from './settle'
import { sweep } from './sweep'
import { verifyBooks } from './verify-books'

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

const priced = (hold: HoldRequest): HoldRequest => ({
  ...hold,
  record: { ...hold.record, priceVersionId: price, multiplier: 5_000, stream: true },
})
const recordOf = async ({ id }: HoldRequest) => (await pool().query('select * from usage_records where id = $1', [id])).rows[0]

it('a process that could not say for a while that it lives does not end its own running calls', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 5n)
  await admit(hold)
  // a suspended machine, or a database that was away: the sweeper's turn may come before the next beat
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
    state: 'settled',
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

it('a hold whose longest time has passed is ended though its process lives', async () => {
  const person = await aPerson({ cash: 10n })
  const old = aHold(person, 4n, { time: new Date(Date.now() - 36 * 60_000) })
  const young = aHold(person, 5n, { time: new Date(Date.now() - 34 * 60_000) })
  await admit(old)
  await admit(young)
  expect(await sweep()).toBe(1)
  expect(await balancesOf(person)).toMatchObject({ cash: 10n, held: 5n })
  await settle(theEnd(young, 0n))
})

it('a running call is left alone for as long as an operator lets one run', async () => {
  const hold = { ...aHold(await aPerson({ cash: unit }), 5n), time: new Date(Date.now() - 40 * 60_000) }
  await startProcess()
  await admit(hold)
  await pool().query(
    `insert into upstreams (id, name, base_url, protocol, timeouts) values ('ups_slow', 'slow', 'http://x', 'openai', '{"total": 7200}')`,
  )
  await sweep()
  expect(await recordOf(hold)).toMatchObject({ state: 'held' })
  await pool().query("delete from upstreams where id = 'ups_slow'")
  await sweep()
  expect(await recordOf(hold)).toMatchObject({ state: 'settled' })
})

it('a start on the same folder ends its predecessor at once, on another folder nobody', async () => {
  const { rows: me } = await pool().query('select folder from processes where id = $1', [processId()])
  await pool().query("insert into processes (id, folder) values ('prs_before', $1), ('prs_elsewhere', 'elsewhere:/data')", [me[0].folder])
  await startProcess()
  const { rows } = await pool().query('select id from processes where ended_at is null order by id')
  expect(rows.map(({ id }) => id)).toEqual([processId(), 'prs_elsewhere'].toSorted())
})
