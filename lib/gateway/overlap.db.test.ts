import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startFakeUpstream } from '@/e2e/fake-upstream/server'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { transfer } from '@/lib/ledger/wallet/transfer'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { once } from '@/lib/once'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { balancesOf, unit } from '@/tests/ledger'
import { lastTarget } from './choose/sticky-target'
import { loadCounter } from './measure/count-tokens'
import { healthReport } from './targets/breaker'
import { occupancy } from './targets/slots'

/** What admissions answer in place of the ledger, while a test says so. */
const instead = vi.hoisted(() => ({ admit: undefined as (() => Promise<never>) | undefined }))
vi.mock('@/lib/ledger/turn/admit', async (original) => {
  const real = await original<typeof import('@/lib/ledger/turn/admit')>()
  return { ...real, admit: (request: Parameters<typeof real.admit>[0]) => instead.admit?.() ?? real.admit(request) }
})

const messages = [{ role: 'user', content: 'hello' }]
const session = 'a conversation'
const cash = 1000n * unit
const fates = ['noheaders', 'plain', 'slow-20x500', 'status-500', 'status-429x60', 'status-401', 'cut-0', 'firsttoken-1800']
const models = [
  ...fates.map((id) => ({ id })),
  {
    id: 'pair',
    targets: [
      { upstream: 'fake', upstreamModel: 'status-401', priority: 1 },
      { upstream: 'other', upstreamModel: 'plain', priority: 0 },
    ],
  },
  { id: 'keeps-to-it', maxOutput: 50, targets: [{ upstream: 'llama', upstreamModel: 'ignores.out-400' }] },
]
let gateway: Gateway
let second: Awaited<ReturnType<typeof startFakeUpstream>>
const apply = (settings: object = {}) =>
  gateway.apply(
    catalogOf(
      [
        anUpstream(gateway.upstream.url, { concurrency: 100 }),
        anUpstream(second.url, { name: 'other' }),
        anUpstream(gateway.upstream.url, { name: 'llama', preset: 'llama.cpp' }),
      ],
      models,
      [],
      settings,
    ),
  )

beforeAll(async () => {
  await loadCounter()
  gateway = await startGateway()
  second = await startFakeUpstream()
  await apply()
})
beforeEach(() => {
  once('gateway.health', () => new Map()).clear()
  gateway.upstream.clear()
})
afterEach(() => {
  instead.admit = undefined
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  for (const { id } of catalog().upstreams.values()) expect(occupancy(id)).toEqual({ running: 0, waiting: 0 })
  await second.close()
  await gateway.stop()
})

/** A caller whose wallet and limits this process has seen. */
async function known(given: Parameters<Gateway['caller']>[0] = {}): Promise<TestCaller> {
  const caller = await gateway.caller(given)
  const answer = await gateway.post(caller, { model: 'plain', messages, max_tokens: 1 })
  expect(answer.status).toBe(200)
  await gateway.record(answer.headers.get('x-request-id'))
  gateway.upstream.clear()
  return caller
}

const spend = (tx: Parameters<typeof transfer>[0], { walletId }: TestCaller, amount: bigint) =>
  transfer(tx, { walletId, account: 'cash', amount: -amount, counterpart: 'paymentsIn', kind: 'test', idempotencyKey: `spent:${walletId}` })

/** Keeps the caller's wallet locked, as another process may, so that no hold is placed on it. Spends what it is told to, and lets go. */
async function locked(caller: TestCaller) {
  const isLocked = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<bigint>()
  const done = transaction(async (tx) => {
    await tx.$executeRaw`select from wallets where id = ${caller.walletId} for update`
    isLocked.resolve()
    const amount = await goOn.promise
    if (amount > 0n) expect(await spend(tx, caller, amount)).not.toBeNull()
  })
  done.catch(isLocked.reject)
  await isLocked.promise
  return async (amount = 0n) => {
    goOn.resolve(amount)
    await done
  }
}

function asking(caller: TestCaller, model: string, stream: boolean) {
  const leaving = new AbortController()
  let answered = false
  const body = { model, messages, stream, prompt_cache_key: session }
  const response = gateway.post(caller, body, { signal: leaving.signal })
  response.then(
    () => {
      answered = true
    },
    () => {},
  )
  return { response, answered: () => answered, leave: () => leaving.abort() }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
const states = () => gateway.upstream.calls().map(({ state }) => state)
const asked = () => expect.poll(() => states().length, { interval: 5 }).toBe(1)
/** What the upstream has done is with the gateway. */
async function over(model: string) {
  await asked()
  if (!['noheaders', 'slow-20x500', 'firsttoken-1800'].includes(model)) await expect.poll(states).not.toContain('running')
  await pause(100)
}
const targetOf = (model: string) => catalog().models.get(model)?.targets[0]?.id ?? ''
const healthOf = (model: string) => structuredClone(healthReport(targetOf(model)))
const recordsOf = async ({ userId }: TestCaller) =>
  (await pool().query('select * from usage_records where user_id = $1 order by time desc', [userId])).rows

/** The call was refused: nothing else is known of it anywhere. */
async function countsForNobody(caller: TestCaller, model: string, health: unknown) {
  await expect.poll(states).not.toContain('running')
  expect(healthOf(model)).toEqual(health)
  expect(lastTarget(caller.userId, model, session)).toBeUndefined()
  expect((await balancesOf(caller)).held).toBe(0n)
}

describe.each([false, true])('while the hold of a rich wallet is placed (stream: %s)', (stream) => {
  it('the upstream is asked, and the caller hears nothing before it is durable', async () => {
    const caller = await known()
    const letGo = await locked(caller)
    const { response, answered } = asking(caller, 'plain', stream)
    await over('plain')
    expect(answered()).toBe(false)
    await letGo()
    expect((await response).status).toBe(200)
    expect(await (await response).text()).not.toContain('"error"')
    expect(await gateway.record((await response).headers.get('x-request-id'))).toMatchObject({ status: 200, estimated: false })
    expect(lastTarget(caller.userId, 'plain', session)).toBe(targetOf('plain'))
  })

  it.each(fates)('and is refused after all, the upstream (%s) is left and has asked for nothing', async (model) => {
    const caller = await known()
    const before = await balancesOf(caller)
    const health = healthOf(model)
    const letGo = await locked(caller)
    const { response, answered } = asking(caller, model, stream)
    await over(model)
    expect(answered()).toBe(false)
    await letGo(before.cash - unit / 1000n)
    expect(await told(response)).toMatchObject({ status: 402, reason: 'insufficient_balance' })
    await countsForNobody(caller, model, health)
    if (model === 'noheaders' || model.startsWith('slow')) expect(states()).toEqual(['gone'])
    await expect.poll(async () => (await recordsOf(caller)).length).toBe(2)
    expect((await recordsOf(caller))[0]).toMatchObject({ status: 402, charge: 0n, hold: 0n, upstream: null, attempts: null })
    expect((await balancesOf(caller)).cash).toBe(unit / 1000n)
  })

  it.each(fates)('and the database goes away, no more comes of it (%s)', async (model) => {
    const caller = await known()
    const before = await balancesOf(caller)
    const health = healthOf(model)
    const goesAway = Promise.withResolvers<never>()
    instead.admit = () => goesAway.promise
    const { response } = asking(caller, model, stream)
    await over(model)
    goesAway.reject(new Error('away'))
    const refused = await response
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('2')
    expect(await refused.text()).not.toContain('away')
    await countsForNobody(caller, model, health)
    expect(await balancesOf(caller)).toEqual(before)
    expect(await recordsOf(caller)).toHaveLength(1)
  })

  it('and is refused, the caller has its place under its limits back', async () => {
    const caller = await known({ key: { rateLimit: { concurrency: 1 } } })
    const before = await balancesOf(caller)
    for (const amount of [before.cash - unit / 1000n, 0n]) {
      const letGo = await locked(caller)
      const { response } = asking(caller, 'noheaders', stream)
      if (amount > 0n) await asked()
      await letGo(amount)
      expect(await told(response)).toMatchObject({ status: 402 })
    }
  })

  it('a target that fails is judged and another is tried once it is there', async () => {
    const caller = await known()
    const letGo = await locked(caller)
    const { response, answered } = asking(caller, 'pair', stream)
    await over('pair')
    expect(answered()).toBe(false)
    expect(healthOf('pair')?.lastFailure).toBeFalsy()
    await letGo()
    expect((await response).status).toBe(200)
    await (await response).text()
    const record = await gateway.record((await response).headers.get('x-request-id'))
    expect(record).toMatchObject({ status: 200, upstream: 'other', attempts: [{ status: 401 }, { status: 200 }] })
    expect(healthOf('pair')?.lastFailure).toMatchObject({ reason: 'status_401' })
  })

  it.each(['noheaders', 'plain', 'slow-20x500'])('a caller who leaves (%s) pays nothing', async (model) => {
    const caller = await known()
    const before = await balancesOf(caller)
    const letGo = await locked(caller)
    const { leave } = asking(caller, model, stream)
    await over(model)
    leave()
    await expect.poll(states).not.toContain('running')
    await pause(200)
    await letGo()
    await expect.poll(async () => (await recordsOf(caller)).length).toBe(2)
    expect((await recordsOf(caller))[0]).toMatchObject({ status: 499, error_code: 'client_gone', charge: 0n })
    expect(await balancesOf(caller)).toEqual(before)
  })
})

it('no comment goes out into a silent stream before the hold is durable', async () => {
  const caller = await known()
  const letGo = await locked(caller)
  const { response, answered } = asking(caller, 'firsttoken-1800', true)
  await asked()
  await pause(1400)
  expect(answered()).toBe(false)
  await letGo()
  const text = await (await response).text()
  expect(text).toMatch(/^: keep-alive\n\n/)
  expect(text).toContain('[DONE]')
})

describe.each([false, true])('the upstream is asked only once the hold is there (stream: %s)', (stream) => {
  const cases: [string, () => Promise<TestCaller>][] = [
    ['of a wallet that is not rich', () => known({ cash: 15n * unit })],
    ['of a key that is near its limit', () => known({ cash, key: { spendLimit: '15' } })],
    ['of a wallet that this process has not seen', () => gateway.caller({ cash })],
  ]
  async function isSerial(caller: TestCaller) {
    const letGo = await locked(caller)
    const { response } = asking(caller, 'plain', stream)
    const blocked = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    await expect.poll(async () => (await pool().query(blocked)).rowCount, { interval: 20 }).toBe(1)
    await pause(100)
    expect(gateway.upstream.calls()).toEqual([])
    await letGo()
    expect((await response).status).toBe(200)
    await (await response).text()
    await gateway.record((await response).headers.get('x-request-id'))
  }

  it.each(cases)('%s', async (_, caller) => isSerial(await caller()))

  it('where an operator wants it so', async () => {
    await apply({ overlapHolds: false })
    await isSerial(await known())
    await apply()
  })
})

it.each([true, false])(
  'a wallet that is emptied elsewhere to exactly 10 calls serves 10 of many at once (overlap: %s)',
  async (overlapHolds) => {
    await apply({ overlapHolds })
    const caller = await known()
    const ask = () => gateway.post(caller, { model: 'keeps-to-it', messages, max_tokens: 1 })
    const first = await ask()
    const { charge, hold } = await gateway.record(first.headers.get('x-request-id'))
    expect(charge).toBe(hold)
    gateway.upstream.clear()
    const { cash: left } = await balancesOf(caller)
    const letGo = await locked(caller)
    const answers = Promise.all(Array.from({ length: 60 }, async () => (await ask()).status))
    if (overlapHolds) await expect.poll(() => gateway.upstream.calls().length).toBe(60)
    await letGo(left - 10n * BigInt(String(charge)))
    expect((await answers).filter((status) => status === 200)).toHaveLength(10)
    expect((await answers).filter((status) => status === 402)).toHaveLength(50)
    expect(await balancesOf(caller)).toMatchObject({ cash: 0n, held: 0n })
    expect(gateway.upstream.calls()).toHaveLength(overlapHolds ? 60 : 10)
    await apply()
  },
)
