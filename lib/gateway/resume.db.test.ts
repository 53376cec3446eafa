import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { startFakeUpstream } from '@/e2e/fake-upstream/server'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { once } from '@/lib/once'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { balancesOf } from '@/tests/ledger'
import { healthReport } from './targets/breaker'
import { occupancy } from './targets/slots'

let gateway: Gateway
let other: Awaited<ReturnType<typeof startFakeUpstream>>
let caller: TestCaller
let calls = 0

const timeouts = { connect: 3, firstByte: 3, firstToken: 3, idle: 2, total: 30, answer: 8 }
const breaks = [
  'cut-20',
  'reset-20',
  'half-20',
  'malformed-20',
  'error-20',
  'stall-20',
  'gzip.cut-20',
  'bytes-7.cut-20',
  'usageevery.cut-20',
]
const pair = (id: string, first: string, second: string) => ({
  id,
  targets: [
    { upstream: 'fake', upstreamModel: first, priority: 1 },
    { upstream: 'other', upstreamModel: second },
  ],
})
/** Says that the prompt had 50 tokens, which our own count does not. */
const counting = (k: number) => `out-40.in-50.usagesofar.cut-${k}`
const models = [
  ...breaks.map((broken) => ({ id: `out-40.flaky-1.${broken}` })),
  { id: 'out-40.cut-20' },
  { id: 'out-40.flaky-1.cut-20.thinking-8' },
  { id: 'unicode.out-40.flaky-1.cut-13' },
  { id: 'narrow', targets: [{ upstream: 'narrow', upstreamModel: 'out-40.flaky-1.cut-20.narrow' }] },
  { id: 'tools.flaky-1.cut-2' },
  { id: 'out-8.flaky-1.cut-3.twice' },
  { id: 'with-fallback', targets: [{ upstream: 'fake', upstreamModel: 'cut-3.spared' }], fallbacks: ['spare'] },
  { id: 'spare', targets: [{ upstream: 'other', upstreamModel: 'plain' }] },
  pair('moves', 'out-40.cut-20.moves', 'out-40'),
  pair('parts', 'cut-3.parts', 'unicode'),
  pair('twice', 'out-40.cut-20.twice', 'out-40'),
  pair('waits', 'cut-3.waits', 'wait-30000'),
  { id: 'off', targets: [{ upstream: 'fake', upstreamModel: 'out-40.flaky-1.cut-20.off' }] },
  ...Array.from({ length: 41 }, (_, k) => ({ id: counting(k), targets: [{ upstream: 'vllm', upstreamModel: counting(k) }] })),
]
const apply = (settings: object = {}) =>
  gateway.apply(
    catalogOf(
      [
        anUpstream(gateway.upstream.url, { timeouts }),
        anUpstream(other.url, { name: 'other', timeouts }),
        anUpstream(gateway.upstream.url, { name: 'narrow', concurrency: 1, timeouts }),
        anUpstream(gateway.upstream.url, { name: 'vllm', preset: 'vllm', timeouts }),
      ],
      models,
      [],
      { resumeCutStreams: true, ...settings }, // A setting that a file leaves out stays.
    ),
  )

beforeAll(async () => {
  gateway = await startGateway()
  other = await startFakeUpstream()
  await apply()
  caller = await gateway.caller()
})
beforeEach(() => once('gateway.health', () => new Map()).clear())
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  for (const { id } of catalog().upstreams.values()) expect(occupancy(id)).toEqual({ running: 0, waiting: 0 })
  await other.close()
  await gateway.stop()
})

const callsOf = (id: string) => [...gateway.upstream.callsOf(id), ...other.callsOf(id)]

async function call(model: string, more: object = {}) {
  const marker = `resume-${++calls}`
  const messages = [{ role: 'user', content: `hello [[${marker}]]` }]
  const response = await gateway.post(caller, { model, messages, stream: true, stream_options: { include_usage: true }, ...more })
  const text = await response.text()
  const record = await gateway.record(response.headers.get('x-request-id'))
  const attempts = (record.attempts ?? []) as { upstream: string; reason: string | null }[]
  const events = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(String(json)))
  return {
    text,
    record,
    asked: callsOf(marker).length,
    content: events.map(({ choices }) => choices?.[0]?.delta?.content ?? '').join(''),
    usage: events.findLast(({ usage }) => usage)?.usage,
    attempts: attempts.map(({ upstream, reason }) => [upstream, reason]),
  }
}
const charge = (input: unknown, output: number) => BigInt(Number(input)) * 1_000_000n + BigInt(output) * 2_000_000n
const reasonOf = (broken: string) => ({ malformed: 'malformed', stall: 'timeout' })[broken.replace(/.*\.|-\d+$/g, '')] ?? 'cut'

describe('a stream that breaks', () => {
  it.each(breaks)('%s: goes on where it broke, and is paid once, by what the second answer reports', async (broken) => {
    const { text, content, attempts, asked, usage, record } = await call(`out-40.flaky-1.${broken}`)
    expect(content).toBe(textOf(40))
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    expect(text).not.toContain('"error"')
    expect(attempts).toEqual([
      ['fake', reasonOf(broken)],
      ['fake', null],
    ])
    expect(asked).toBe(2)
    expect(usage).toMatchObject({ completion_tokens: 40, prompt_tokens: Number(record.input_tokens) })
    expect(record).toMatchObject({ status: 200, output_tokens: 40, estimated: false, finish_reason: 'stop' })
    expect(record.charge).toBe(charge(record.input_tokens, 40))
  })

  it('loses nothing of its thoughts, nor of characters of many bytes', async () => {
    const { text } = await call('out-40.flaky-1.cut-20.thinking-8')
    expect(text.match(/reasoning_content/g)).toHaveLength(8)
    expect((await call('unicode.out-40.flaky-1.cut-13')).content).toBe(textOf(40, true))
  })

  it('is sent to the next target of the model when its own is not healthy any more, and a third time if need be', async () => {
    await apply({ breakerFailures: 1 })
    const moved = await call('moves')
    expect([moved.content, moved.attempts]).toEqual([
      textOf(40),
      [
        ['fake', 'cut'],
        ['other', null],
      ],
    ])
    expect(moved.record).toMatchObject({ upstream: 'other', status: 200 })
    await apply({ breakerFailures: 2 })
    const twice = await call('twice')
    expect([twice.content, twice.attempts]).toEqual([
      textOf(40),
      [
        ['fake', 'cut'],
        ['fake', 'cut'],
        ['other', null],
      ],
    ])
    await apply()
  })

  it('gives its slot back before it takes another', async () => {
    expect(await call('narrow')).toMatchObject({ content: textOf(40), asked: 2 })
  })

  it('is tried three times in all, then ends in an error, and what was delivered is paid', async () => {
    const { text, content, attempts, record } = await call('out-40.cut-20')
    expect(content).toBe(textOf(20))
    expect(text).toContain('"code":"upstream_failed"')
    expect(text).not.toContain('[DONE]')
    expect(attempts).toEqual(Array(3).fill(['fake', 'cut']))
    expect(record).toMatchObject({ status: 502, output_tokens: 20, estimated: true })
    expect(record.charge).toBe(charge(record.input_tokens, 20))
  })
})

describe('an honest error', () => {
  it('where the texts part, of which nobody is to blame', async () => {
    await apply({ breakerFailures: 1 })
    const { text, content, attempts, record } = await call('parts')
    expect([content, attempts]).toEqual([
      textOf(3),
      [
        ['fake', 'cut'],
        ['other', 'parted'],
      ],
    ])
    expect(text).not.toContain('[DONE]')
    expect(record).toMatchObject({ status: 502, error_code: 'upstream_failed', output_tokens: 3 })
    const [, second] = catalog().models.get('parts')?.targets ?? []
    expect(healthReport(second?.id ?? '')?.lastFailure ?? null).toBeNull()
    await apply()
  })

  it('in the middle of a tool call, or of several answers', async () => {
    const begun = await call('tools.flaky-1.cut-2')
    expect([begun.asked, begun.attempts]).toEqual([1, [['fake', 'cut']]])
    const several = await call('out-8.flaky-1.cut-3.twice', { n: 2 })
    expect([several.asked, several.attempts]).toEqual([1, [['fake', 'cut']]])
    for (const { text } of [begun, several]) expect(text).toContain('"error"')
  })

  it('where only a model of another price is left', async () => {
    const { attempts, record } = await call('with-fallback')
    expect(attempts).toEqual(Array(3).fill(['fake', 'cut']))
    expect(record).toMatchObject({ model_used: 'with-fallback', output_tokens: 3 })
  })

  it('where the setting is off', async () => {
    await apply({ resumeCutStreams: false })
    const { asked, content, text } = await call('off')
    expect([asked, content]).toEqual([1, textOf(20)])
    expect(text).toContain('"error"')
    await apply()
  })
})

it('a caller who leaves while it is sent again ends that, too', async () => {
  await apply({ breakerFailures: 1 })
  const leaving = new AbortController()
  const marker = 'resume-left'
  const body = { model: 'waits', messages: [{ role: 'user', content: `[[${marker}]]` }], stream: true }
  const before = await balancesOf(caller)
  const response = await gateway.post(caller, body, { signal: leaving.signal })
  await expect.poll(() => other.callsOf(marker).length).toBe(1)
  leaving.abort()
  const record = await gateway.record(response.headers.get('x-request-id'))
  expect(record).toMatchObject({ status: 499, output_tokens: 3, attempts: [{ reason: 'cut' }, { reason: 'gone', upstream: 'other' }] })
  await expect.poll(() => other.callsOf(marker)[0]?.state).toBe('gone')
  expect(await balancesOf(caller)).toMatchObject({ held: 0n, cash: before.cash - BigInt(String(record.charge)) })
  await apply()
})

it('a stream that is cut costs what the engine had counted by then, where it reports with every chunk', async () => {
  const resumed = await call(counting(20))
  expect([resumed.content, resumed.attempts.length]).toEqual([textOf(20), 3])
  expect(resumed.record).toMatchObject({ status: 502, input_tokens: 50, output_tokens: 20, estimated: false })
  await apply({ resumeCutStreams: false })
  for (let k = 0; k <= 40; k++) {
    const { content, record } = await call(counting(k))
    expect(content).toBe(textOf(k))
    expect([record.charge, record.output_tokens, record.estimated]).toEqual([k === 0 ? 0n : charge(50, k), k, false])
  }
  await apply()
})
