import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { balancesOf, unit } from '@/tests/ledger'
import { loadCounter } from './measure/count-tokens'
import { runningStreams } from './settle/running-streams'
import { occupancy } from './targets/slots'

const messages = [{ role: 'user', content: 'hello' }]
const cash = 1000n * unit
let gateway: Gateway

beforeAll(async () => {
  await loadCounter()
  gateway = await startGateway()
  const patient = { connect: 5, firstByte: 60, firstToken: 60, idle: 60, total: 60, answer: 60 }
  const upstreams = [
    anUpstream(gateway.upstream.url, { timeouts: patient }),
    anUpstream(gateway.upstream.url, { name: 'narrow', concurrency: 1, timeouts: patient }),
  ]
  const narrow = { id: 'narrow', targets: [{ upstream: 'narrow', upstreamModel: 'noheaders' }] }
  await gateway.apply(catalogOf(upstreams, [...['plain', 'noheaders', 'slow-20x500'].map((id) => ({ id })), narrow]))
})
beforeEach(() => gateway.upstream.clear())
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  for (const { id } of catalog().upstreams.values()) expect(occupancy(id)).toEqual({ running: 0, waiting: 0 })
  expect(runningStreams()).toBe(0)
  await gateway.stop()
})

/** A call whose caller may leave before anything has been answered. */
function asking(caller: TestCaller, model: string, stream: boolean) {
  const leaving = new AbortController()
  const response = gateway.post(caller, { model, messages, stream }, { signal: leaving.signal })
  response.catch(() => {})
  return { response, leave: () => leaving.abort() }
}

const upstreamOf = (wanted: string) => [...catalog().upstreams.values()].find(({ name }) => name === wanted)?.id ?? ''
const atUpstream = (count: number) => expect.poll(() => gateway.upstream.calls().length, { interval: 5 }).toBe(count)

/** The only record of the caller's calls, when it is settled. */
async function recordOf({ userId }: TestCaller): Promise<Record<string, unknown>> {
  const settled = () => pool().query('select * from usage_records where user_id = $1', [userId])
  await expect.poll(async () => (await settled()).rowCount, { interval: 20, timeout: 9000 }).toBe(1)
  return (await settled()).rows[0]
}

/** Left with nothing delivered: it is free, and nothing is held. */
async function isFree(caller: TestCaller) {
  expect(await recordOf(caller)).toMatchObject({ status: 499, error_code: 'client_gone', charge: 0n })
  expect(await balancesOf(caller)).toMatchObject({ cash, held: 0n })
}

describe.each([false, true])('a caller who leaves (stream: %s)', (stream) => {
  it('before the hold is placed is not served', async () => {
    const caller = await gateway.caller({ cash })
    const locking = await pool().connect()
    await locking.query('begin')
    await locking.query('select from wallets where id = $1 for update', [caller.walletId])
    const { leave } = asking(caller, 'plain', stream)
    const blocked = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    await expect.poll(async () => (await pool().query(blocked)).rowCount, { interval: 20 }).toBe(1)
    leave()
    await new Promise((done) => setTimeout(done, 200))
    await locking.query('rollback')
    locking.release()
    await isFree(caller)
    expect(gateway.upstream.calls()).toEqual([])
  })

  it('while waiting for a place at the upstream gives up that wait', async () => {
    const [first, second] = [await gateway.caller({ cash }), await gateway.caller({ cash })]
    const running = asking(first, 'narrow', stream)
    await atUpstream(1)
    const waiting = asking(second, 'narrow', stream)
    await expect.poll(() => occupancy(upstreamOf('narrow')).waiting, { interval: 5 }).toBe(1)
    waiting.leave()
    await isFree(second)
    expect(occupancy(upstreamOf('narrow'))).toEqual({ running: 1, waiting: 0 })
    running.leave()
    await isFree(first)
    expect(gateway.upstream.calls()).toHaveLength(1)
  })

  it('before the headers ends the request to the upstream', async () => {
    const caller = await gateway.caller({ cash })
    const { leave } = asking(caller, 'noheaders', stream)
    await atUpstream(1)
    leave()
    await isFree(caller)
    await expect.poll(() => gateway.upstream.calls().at(-1)?.state).toBe('gone')
  })
})

it('a caller who leaves a running stream pays once, though its connection and its body both end', async () => {
  const caller = await gateway.caller({ cash })
  const { response, leave } = asking(caller, 'slow-20x500', true)
  const reader = (await response).body?.getReader()
  for (let parts = 0; parts < 4; parts++) await reader?.read()
  leave()
  const { charge, ...record } = await recordOf(caller)
  expect(record).toMatchObject({ status: 499, estimated: true })
  expect(charge).toBeGreaterThan(0n)
  expect(await balancesOf(caller)).toMatchObject({ cash: cash - BigInt(String(charge)), held: 0n })
  await expect.poll(() => gateway.upstream.calls().at(-1)?.state).toBe('gone')
})

it('a caller who leaves after the answer is of no interest any more', async () => {
  const caller = await gateway.caller({ cash })
  const { response, leave } = asking(caller, 'plain', false)
  expect((await response).status).toBe(200)
  await (await response).text()
  leave()
  expect(await recordOf(caller)).toMatchObject({ status: 200, error_code: null })
})
