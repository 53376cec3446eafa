import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFakeUpstream } from '@/e2e/fake-upstream/server'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { once } from '@/lib/once'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { occupancy } from './targets/slots'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller
let second: Awaited<ReturnType<typeof startFakeUpstream>>

/** A model whose first target behaves like this and whose second one answers. */
const pair = (id: string, first: string, more: object = {}) => ({
  id,
  targets: [
    { upstream: 'fake', upstreamModel: first, priority: 1 },
    { upstream: 'other', upstreamModel: 'plain', priority: 0 },
  ],
  ...more,
})
const alone = (id: string, behaves: string, more: object = {}) => ({ id, targets: [{ upstream: 'fake', upstreamModel: behaves }], ...more })
const faults = [
  'status-500',
  'status-529',
  'status-408',
  'status-401',
  'status-403',
  'status-404',
  'status-402',
  'status-429x60',
  'redirect',
]
const broken = [
  'resetheaders',
  'closeheaders',
  'garbage',
  'noheaders',
  'html',
  'empty',
  'badjson',
  'errorbody',
  'cut-0',
  'stall-0',
  'malformed-0',
  'error-0',
]

const models = (flaky: string) => [
  ...[...faults, ...broken].map((fault) => pair(`to-${fault}`, fault)),
  {
    id: 'dead',
    targets: [
      { upstream: 'dead', upstreamModel: 'x', priority: 1 },
      { upstream: 'other', upstreamModel: 'plain' },
    ],
  },
  alone('flaky', flaky),
  alone('all-429', 'status-429x7'),
  alone('all-late', 'noheaders'),
  alone('all-down', 'status-503'),
  alone('off', 'plain', { targets: [{ upstream: 'fake', upstreamModel: 'plain', enabled: false }] }),
  pair('long', 'contextlength', { context: 1000 }),
  pair('longer', 'contextlength', {
    targets: [
      { upstream: 'fake', upstreamModel: 'contextlength', priority: 1, context: 1000 },
      { upstream: 'other', upstreamModel: 'plain', context: 8000 },
    ],
  }),
  {
    id: 'too-long-for-the-second',
    targets: [
      { upstream: 'fake', upstreamModel: 'status-500', priority: 2, context: 9000 },
      { upstream: 'other', upstreamModel: 'contextlength.quote', priority: 1, context: 1000 },
      { upstream: 'fake', upstreamModel: 'status-503', priority: 0, context: 8000 },
    ],
  },
  pair('filtered', 'filter'),
  alone('with-fallback', 'status-500', { fallbacks: ['spare'], price: { input: 1, output: 1 } }),
  { id: 'spare', price: { input: 5000, output: 5000 }, targets: [{ upstream: 'other', upstreamModel: 'plain' }] },
  alone('silent-then-spare', 'firsttoken-1300.cut-0', { fallbacks: ['spare'] }),
  alone('silent', 'firsttoken-1300'),
  alone('narrow', 'slow-200x5', { targets: [{ upstream: 'narrow', upstreamModel: 'slow-200x5' }] }),
]
const apply = (settings: object = {}) =>
  gateway.apply(
    catalogOf(
      [
        anUpstream(gateway.upstream.url),
        anUpstream(second.url, { name: 'other', apiKey: 'sk-other-secret' }),
        anUpstream('http://127.0.0.1:9', { name: 'dead' }),
        anUpstream(gateway.upstream.url, { name: 'narrow', concurrency: 1 }),
      ],
      models('flaky-1.status-500'),
      [],
      settings,
    ),
  )

beforeAll(async () => {
  gateway = await startGateway()
  second = await startFakeUpstream()
  await apply()
  caller = await gateway.caller({ cash: 1_000_000_000_000_000n })
})
beforeEach(() => once('gateway.health', () => new Map()).clear())
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  for (const { id } of catalog().upstreams.values()) expect(occupancy(id)).toEqual({ running: 0, waiting: 0 })
  await second.close()
  await gateway.stop()
})

async function call(model: string, stream = false, by = caller) {
  const response = await gateway.post(by, { model, messages, stream, stream_options: stream ? { include_usage: true } : undefined })
  const text = await response.text()
  const record = await gateway.record(response.headers.get('x-request-id'))
  const attempts = (record.attempts ?? []) as { upstream: string; status: number | null; reason: string | null }[]
  return { status: response.status, headers: response.headers, text, record, attempts }
}

describe.each([false, true])('before the first byte (stream: %s)', (stream) => {
  it.each(faults)('%s is made good by the next target', async (fault) => {
    const { status, attempts, record, text } = await call(`to-${fault}`, stream)
    expect(status).toBe(200)
    expect(text).not.toContain('"error"')
    expect(record).toMatchObject({ upstream: 'other', status: 200, estimated: false })
    const again = /^status-(5|408)/.test(fault)
    expect(attempts.map(({ upstream }) => upstream)).toEqual(again ? ['fake', 'fake', 'other'] : ['fake', 'other'])
  })

  it.each(broken)('%s is made good by the next target', async (fault) => {
    const { status, attempts, record, text } = await call(`to-${fault}`, stream)
    if (attempts.length === 1) return expect([fault, stream]).toEqual([expect.stringMatching(/-0$/), false]) // Whole answers have no pieces.
    expect(status).toBe(200)
    expect(text).not.toContain('"error"')
    expect(record).toMatchObject({ upstream: 'other', status: 200 })
    expect(attempts.at(0)?.reason).toBeTruthy()
  })

  it('a dead address is passed over', async () => {
    expect((await call('dead', stream)).attempts.map(({ reason }) => reason)).toEqual(['connect_failed', 'connect_failed', null])
  })

  it("another model answers under its own name and price when the asked one's targets are used up", async () => {
    const { headers, record, text } = await call('with-fallback', stream)
    expect(headers.get('x-atrium-model')).toBe('spare')
    expect(text).toContain('"model":"spare"')
    expect(record).toMatchObject({ model: 'with-fallback', model_used: 'spare' })
    expect(record.charge).toBe((BigInt(Number(record.input_tokens)) + BigInt(Number(record.output_tokens))) * 5_000_000n)
  })
})

describe('what the caller gets when nothing is left', () => {
  it('429 with the soonest Retry-After when every try was 429, at once for who comes next', async () => {
    const first = await call('all-429')
    expect(first.status).toBe(429)
    expect(first.headers.get('retry-after')).toBe('7')
    const next = await call('all-429')
    expect(next.attempts).toEqual([])
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThanOrEqual(6)
  })

  it('504 when every try timed out, 502 when targets failed, 503 when none is on or all breakers are open', async () => {
    expect(await call('all-late')).toMatchObject({ status: 504, record: { error_code: 'upstream_timeout' } })
    expect(await call('all-down')).toMatchObject({ status: 502 })
    expect(await call('off')).toMatchObject({ status: 503, record: { error_code: 'upstream_unavailable' } })
    await apply({ breakerFailures: 2, breakerSeconds: 5 })
    expect(await call('all-down')).toMatchObject({ status: 502 })
    const refused = await call('all-down')
    expect(refused).toMatchObject({ status: 503, attempts: [] })
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(5)
    await apply()
  })

  it('a user whose calls made a target fail is kept from it alone, until others see it fail too; a dead address is closed to all', async () => {
    const down = { status: 503, attempts: [] }
    const [another, third] = [await gateway.caller(), await gateway.caller()]
    await apply({ breakerFailures: 2, breakerSeconds: 60 })
    for (let tries = 0; tries < 3; tries++) await call('all-down')
    expect(await call('all-down')).toMatchObject(down)
    expect(await call('all-down', false, another)).toMatchObject({ status: 502 })
    expect(await call('all-down', false, third)).toMatchObject(down)
    expect((await call('dead')).attempts).toHaveLength(3)
    expect((await call('dead', false, another)).attempts).toMatchObject([{ upstream: 'other', status: 200 }])
    await apply()
  })

  it("the upstream's own verdict on the request, not repeated, without its address or key", async () => {
    const { status, attempts, text } = await call('filtered')
    expect([status, attempts.length]).toEqual([400, 1])
    expect(JSON.parse(text).error).toMatchObject({ code: 'content_filter' })
    expect(text).not.toMatch(/127\.0\.0\.1|sk-upstream-secret/)
  })

  it('a text too long for one target is taken by a target with a larger window, else refused in its words', async () => {
    expect(await call('longer')).toMatchObject({ status: 200, record: { upstream: 'other' } })
    const { status, text, attempts } = await call('long')
    expect([status, attempts.length]).toEqual([400, 1])
    expect(JSON.parse(text).error.code).toBe('context_length_exceeded')
  })

  it('that verdict without the secrets of the upstream which gave it, though others failed before and after', async () => {
    const { status, text } = await call('too-long-for-the-second')
    expect(status).toBe(400)
    expect(JSON.parse(text).error.code).toBe('context_length_exceeded')
    expect(text).not.toContain('sk-other-secret')
  })
})

it('after a second of silence the headers name a model only when no other can answer any more', async () => {
  const open = await call('silent-then-spare', true)
  expect(open.headers.get('x-atrium-model')).toBeNull()
  expect(open.record).toMatchObject({ model: 'silent-then-spare', model_used: 'spare', status: 200 })
  expect(open.text).toContain('"model":"spare"')
  const sure = await call('silent', true)
  expect(sure.headers.get('x-atrium-model')).toBe('silent')
})

describe('an upstream that is full', () => {
  /** Resolves once so many calls are at the upstream with few slots, running or waiting. */
  const there = async (count: number) => {
    const { id = '' } = [...catalog().upstreams.values()].find(({ name }) => name === 'narrow') ?? {}
    const all = () => occupancy(id).running + occupancy(id).waiting
    await expect.poll(all, { interval: 5 }).toBe(count)
  }

  it('makes calls wait, first come first served, and none is lost', async () => {
    const ended: number[] = []
    const running: ReturnType<typeof call>[] = []
    for (const n of [0, 1, 2]) {
      running.push(call('narrow', true).finally(() => ended.push(n)))
      await there(n + 1)
    }
    const calls = await Promise.all(running)
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(ended).toEqual([0, 1, 2])
    expect(Number(calls[2]?.record.queue_ms)).toBeGreaterThan(500)
  })

  it('refuses with 429 when the queue is full or nobody may wait', async () => {
    await apply({ queueMaxSeconds: 0 })
    const first = call('narrow', true)
    await there(1)
    const late = await call('narrow')
    expect((await first).status).toBe(200)
    expect(late).toMatchObject({ status: 429, record: { error_code: 'queue_full' } })
    expect(late.headers.get('retry-after')).toBeTruthy()
    await apply()
  })
})

it('a target that fails once is asked once more', async () => {
  const { status, attempts } = await call('flaky')
  expect([status, attempts.map(({ status: each }) => each)]).toEqual([200, [500, 200]])
})
