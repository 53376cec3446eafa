import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { loadCounter } from './measure/count-tokens'
import { modelNow } from './targets/model-now'
import { queuedModels } from './targets/queued-models'
import { occupancy } from './targets/slots'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let [ann, bob, cem]: TestCaller[] = []

const apply = (settings: object = {}, more: object = {}) =>
  gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url, { name: 'narrow', concurrency: 1 }), anUpstream(gateway.upstream.url, { name: 'wide' })],
      ['plain', 'slow-30x100', 'slow-5x100'].map((id) => ({ id, targets: [{ upstream: 'narrow', upstreamModel: id, ...more }] })),
      [],
      settings,
    ),
  )
beforeAll(async () => {
  await loadCounter()
  gateway = await startGateway()
  await apply()
  ann = await gateway.caller()
  bob = await gateway.caller()
  cem = await gateway.caller()
})
beforeEach(() => gateway.upstream.clear())
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  expect(at()).toEqual({ running: 0, waiting: 0 })
  await gateway.stop()
})

const at = () => occupancy([...catalog().upstreams.values()].find(({ name }) => name === 'narrow')?.id ?? '')
const there = (running: number, waiting: number) => expect.poll(at, { interval: 5 }).toEqual({ running, waiting })

function call(by: TestCaller | undefined, model: string, stream: boolean, signal?: AbortSignal) {
  if (!by) throw new Error('before boot')
  return gateway
    .post(by, { model, messages, stream }, signal ? { signal } : {})
    .then(async (response) => ({ response, text: await response.text() }))
}

it('a stream that waits is told its place in comments, and its record says how long it waited', async () => {
  const first = call(ann, 'slow-30x100', true)
  await there(1, 0)
  const second = call(bob, 'plain', true)
  await there(1, 1)
  expect(queuedModels([{ id: 'plain' }])).toEqual({ plain: null })
  expect(modelNow('plain')).toEqual({ state: 'waiting', calls: 1, seconds: null })
  const { response, text } = await second
  expect(text).toMatch(/^: queued, position 1 of 1\n\n/)
  expect(text).toContain('[DONE]')
  const record = await gateway.record(response.headers.get('x-request-id'))
  expect(record).toMatchObject({ status: 200 })
  expect(Number(record.queue_ms)).toBeGreaterThan(1000)
  expect((await first).response.headers.get('x-atrium-queue-ms')).toBeNull()
  expect(queuedModels([{ id: 'plain' }, { id: 'unknown' }])).toEqual({})
  expect([modelNow('plain'), modelNow('unknown')]).toEqual([{ state: 'ready' }, { state: 'none' }])
  const third = call(ann, 'slow-5x100', true)
  await there(1, 0)
  expect(queuedModels([{ id: 'plain' }])).toEqual({ plain: expect.any(Number) })
  expect(modelNow('plain')).toEqual({ state: 'waiting', calls: 0, seconds: expect.any(Number) })
  await third
})

it.each([false, true])('an answer that waited says so in a header (stream: %s)', async (stream) => {
  const leaving = new AbortController()
  const first = call(ann, 'slow-30x100', true, leaving.signal).catch(() => 'left')
  await there(1, 0)
  const second = call(bob, 'plain', stream)
  await there(1, 1)
  leaving.abort()
  const { response } = await second
  const { queue_ms } = await gateway.record(response.headers.get('x-request-id'))
  expect(Number(response.headers.get('x-atrium-queue-ms'))).toBe(queue_ms)
  expect(Number(queue_ms)).toBeGreaterThan(0)
  expect(await first).toBe('left')
})

it('whoever asked for many at once does not keep another waiting until they are through', async () => {
  const ended: string[] = []
  const asks = (by: TestCaller | undefined, name: string, model = 'slow-5x100') => call(by, model, true).then(() => ended.push(name))
  const calls = [asks(ann, 'ann', 'slow-30x100')]
  await there(1, 0)
  for (let n = 1; n <= 4; n++) {
    calls.push(asks(ann, 'ann'))
    await there(1, n)
  }
  calls.push(asks(bob, 'bob'))
  await Promise.all(calls)
  expect(ended.indexOf('bob')).toBe(1)
})

it('a full queue makes the newest call of whoever has most yield, which is told when to come back', async () => {
  await apply({ queueMaxLength: 2 })
  const first = call(cem, 'slow-30x100', true)
  await there(1, 0)
  const kept = call(ann, 'plain', false)
  await there(1, 1)
  const yielding = call(ann, 'plain', false)
  await there(1, 2)
  const late = call(bob, 'plain', false)
  const { response } = await yielding
  expect(response.status).toBe(429)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  for (const one of [first, kept, late]) expect((await one).response.status).toBe(200)
  await apply()
})

it('a target that is switched off takes none of the calls that wait for it, and finishes those that run', async () => {
  const first = call(ann, 'slow-30x100', true)
  await there(1, 0)
  const second = call(bob, 'plain', false)
  await there(1, 1)
  await apply({}, { enabled: false })
  expect((await first).text).toContain('[DONE]')
  expect((await second).response.status).toBe(503)
  expect(gateway.upstream.calls()).toHaveLength(1)
  await apply()
})
