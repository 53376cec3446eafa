import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eraseCached, trimCached } from '@/lib/answers/erase-cached'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { readRecord } from '@/lib/usage/list-records'
import { anUpstream, catalogOf, type Gateway, price, startGateway, type TestCaller, type TestModel } from '@/tests/gateway'

const messages = [{ role: 'user', content: 'hello' }]
const cache = { ttlSeconds: 600, keys: 'all' }
const at = (upstreamModel: string, upstream = 'fake') => ({ targets: [{ upstream, upstreamModel }] })
const models: TestModel[] = [
  { id: 'kept', cache, ...at('plain') },
  { id: 'claude', cache, ...at('plain', 'anthropic') },
  { id: 'asking', cache: { ttlSeconds: 600, share: 10 }, ...at('plain') },
  { id: 'shared', cache: { ...cache, share: 25, scope: 'everyone' }, ...at('plain') },
  { id: 'sharedEcho', cache: { ...cache, scope: 'everyone' }, ...at('echo') },
  { id: 'slow', cache, ...at('plain.wait-300') },
  { id: 'cut', cache, ...at('cut-3') },
  { id: 'flaky', cache, ...at('flaky-1.status-400') },
  { id: 'long', cache, ...at('out-8.big-200') },
  { id: 'failing', cache, fallbacks: ['plain'], ...at('status-500') },
  { id: 'vectors', mode: 'embedding', cache: { ...cache, share: 50 }, ...at('plain') },
  { id: 'plain' },
  { id: 'chosen', auto: ['chat'], cache, ...at('plain') },
]
let gateway: Gateway
let caller: TestCaller

const apply = (changed: TestModel[] = [], upstream: object = {}) =>
  gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url, upstream), anUpstream(gateway.upstream.url, { name: 'anthropic', protocol: 'anthropic' })],
      models.map((model) => changed.find(({ id }) => id === model.id) ?? model),
    ),
  )

beforeAll(async () => {
  gateway = await startGateway()
  await apply()
  caller = await gateway.caller()
})
afterAll(async () => {
  expect((await pool().query('select id from open_holds')).rows).toEqual([])
  expect(await verifyBooks()).toEqual([])
  await gateway.stop()
})

interface More {
  from?: TestCaller
  path?: string
  headers?: Record<string, string>
}
async function ask(body: object, { from = caller, ...more }: More = {}) {
  const answer = await gateway.post(from, { messages, ...body }, more)
  const text = await answer.text()
  const record = await gateway.record(answer.headers.get('x-request-id'))
  return { answer, text, record, cached: answer.headers.get('x-atrium-cache') }
}
/** What differs from call to call although the answer is the same. */
const withoutCost = (text: string) => text.replaceAll(/"_cost":[\d.]+/g, '')

describe('an exactly repeated call', () => {
  it.each([
    ['/v1/chat/completions', { model: 'kept' }],
    ['/v1/chat/completions', { model: 'kept', stream: true }],
    ['/v1/chat/completions', { model: 'kept', stream: true, stream_options: { include_usage: true } }],
    ['/v1/chat/completions', { model: 'claude', stream: true, stream_options: { include_usage: true } }],
    ['/v1/messages', { model: 'kept', max_tokens: 50 }],
    ['/v1/messages', { model: 'kept', max_tokens: 50, stream: true }],
    ['/v1/messages', { model: 'claude', max_tokens: 50, stream: true }],
    ['/v1/responses', { model: 'kept', input: 'hello', store: false, messages: undefined }],
    ['/v1/responses', { model: 'kept', input: 'hello', store: false, stream: true, messages: undefined }],
    ['/v1/embeddings', { model: 'vectors', input: 'hello', messages: undefined }],
  ])('is answered as before without an upstream: %s %j', async (path, body) => {
    const from = await gateway.caller()
    gateway.upstream.clear()
    const first = await ask(body, { path, from })
    const again = await ask(body, { path, from })
    expect([first.cached, again.cached]).toEqual(['miss', 'hit'])
    expect(gateway.upstream.calls()).toHaveLength(1)
    expect(withoutCost(again.text)).toBe(withoutCost(first.text))
    expect(again.answer.headers.get('content-type')).toBe(first.answer.headers.get('content-type'))
    expect(again.answer.headers.get('age')).toMatch(/^\d+$/)
    expect(again.answer.headers.get('x-atrium-model')).toBe(body.model)
    expect(again.record).toMatchObject({
      status: 200,
      model_used: body.model,
      upstream: null,
      input_tokens: first.record.input_tokens,
      output_tokens: first.record.output_tokens,
      finish_reason: first.record.finish_reason,
      charge: body.model === 'vectors' ? (first.record.charge as bigint) / 2n : 0n,
      cache_age: expect.any(Number),
    })
    expect(first.record.cache_age).toBe(null)
  })

  it('reads the same through the SDKs', async () => {
    const from = await gateway.caller()
    const openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: from.secret })
    const anthropic = new Anthropic({ baseURL: gateway.url, apiKey: from.secret })
    const question = [{ role: 'user' as const, content: 'hello' }]
    const runs = {
      chat: () =>
        openai.chat.completions
          .stream({ model: 'kept', messages: question, stream_options: { include_usage: true } })
          .finalChatCompletion(),
      responses: () => openai.responses.stream({ model: 'kept', input: 'hello', store: false }).finalResponse(),
      messages: () => anthropic.messages.stream({ model: 'kept', max_tokens: 50, messages: question }).finalMessage(),
    }
    for (const run of Object.values(runs)) {
      const [first, again] = [await run(), await run()]
      expect(withoutCost(JSON.stringify(again))).toBe(withoutCost(JSON.stringify(first)))
    }
    const sql =
      'select count(*) filter (where cache_age is not null)::int as hits, count(*)::int as calls from usage_records where user_id = $1'
    expect((await pool().query(sql, [from.userId])).rows).toEqual([{ hits: 3, calls: 6 }])
  })

  it('says in the answer and in the record what it costs', async () => {
    const from = await gateway.caller()
    const first = await ask({ model: 'shared', seed: 1 }, { from })
    const again = await ask({ model: 'shared', seed: 1 }, { from })
    const cost = JSON.parse(again.text)._cost
    expect(cost).toBeGreaterThan(0)
    expect(cost).toBe(JSON.parse(first.text)._cost / 4)
    expect(again.answer.headers.get('x-atrium-charge')).toBe(String(cost))
    const shown = JSON.parse(JSON.stringify(await readRecord(String(again.record.id), { userId: from.userId, namesUpstreams: false })))
    expect(shown).toMatchObject({ charge: cost, calculated: cost, multiplier: 0.25, cacheAge: expect.any(Number), attempts: [] })
  })

  it('costs its share exactly, whatever price, group and share are', async () => {
    for (let round = 0; round < 12; round++) {
      const share = Math.floor(Math.random() * 101)
      const own = { input: Math.floor(Math.random() * 1e6) / 1000, output: Math.floor(Math.random() * 1e6) / 1000, perRequest: 0.000000001 }
      await apply([{ ...models[0], id: 'kept', cache: { ...cache, share }, price: own } as TestModel])
      const from = await gateway.caller()
      const body = { model: 'kept', seed: round }
      const first = await ask(body, { from })
      const again = await ask(body, { from })
      expect(again.cached).toBe('hit')
      const nanos = BigInt(Math.round(own.input * 1000)) * 1_000_000n
      const out = BigInt(Math.round(own.output * 1000)) * 1_000_000n
      // Money of a million tokens, times a multiplier in ten-thousandths, rounded once, half up.
      const whole = nanos * BigInt(Number(first.record.input_tokens)) + out * BigInt(Number(first.record.output_tokens)) + 1_000_000n
      const due = (multiplier: bigint) => (whole * multiplier * 2n + 10_000_000_000n) / 20_000_000_000n
      expect(first.record.charge).toBe(due(10_000n))
      expect(again.record.charge).toBe(due(BigInt(share) * 100n))
    }
    await apply()
    expect(await verifyBooks()).toEqual([])
  })

  it('may differ in the order of members and in what callers say for their own books', async () => {
    await ask({ model: 'kept', seed: 2, user: 'ann', response_format: { type: 'text' } })
    const again = await ask({ response_format: { type: 'text' }, metadata: { run: '2' }, seed: 2, model: 'kept' })
    expect(again.cached).toBe('hit')
    expect(again.record.tags).toEqual({ run: '2' })
  })

  it.each([
    ['the question', { messages: [{ role: 'user', content: 'hello!' }] }, {}],
    ['a setting', { temperature: 0.5 }, {}],
    ['the framing', { stream: true }, {}],
    ['the endpoint', {}, { path: '/v1/messages' }],
    ['the model', { model: 'claude' }, {}],
  ])('is another one when %s differs', async (_, body, more) => {
    const base = { model: 'kept', seed: 3, max_tokens: 40 }
    await ask(base)
    expect((await ask({ ...base, ...body }, more)).cached).toBe('miss')
  })

  it('repeats what Responses says of the request only where the request said it', async () => {
    const body = { model: 'kept', input: 'hi', store: false, messages: undefined, metadata: { run: '1' } }
    const path = '/v1/responses'
    await ask(body, { path })
    expect((await ask({ ...body, metadata: { run: '2' } }, { path })).cached).toBe('miss')
    expect(JSON.parse((await ask(body, { path })).text).metadata).toEqual({ run: '1' })
  })

  it('goes through auto, which says why it chose', async () => {
    await ask({ model: 'auto' })
    const again = await ask({ model: 'auto' })
    expect(again.cached).toBe('hit')
    expect(again.answer.headers.get('x-atrium-auto')).toContain('by=only')
    expect(again.record).toMatchObject({ model: 'auto', model_used: 'chosen', chosen: { by: 'only' } })
  })

  it('sent many times at once is never charged wrongly', async () => {
    const from = await gateway.caller()
    const all = await Promise.all(Array.from({ length: 20 }, () => ask({ model: 'slow', seed: 4 }, { from })))
    for (const { cached, record } of all) expect([cached, record.charge === 0n]).toEqual([cached, cached === 'hit'])
    expect((await ask({ model: 'slow', seed: 4 }, { from })).cached).toBe('hit')
  })

  it('has one effect with an Idempotency-Key, too', async () => {
    const from = await gateway.caller()
    const body = { model: 'asking', seed: 5 }
    const asking = await gateway.caller({ key: { cache: true } })
    await ask(body, { from: asking })
    const headers = { 'idempotency-key': 'once' }
    const hit = await ask(body, { from: asking, headers })
    const again = await ask(body, { from: asking, headers })
    expect(hit.cached).toBe('hit')
    expect(again.answer.headers.get('idempotent-replayed')).toBe('true')
    expect([again.text, again.record.charge]).toEqual([hit.text, 0n])
    expect((await ask(body, { from })).cached).toBe(null)
  })
})

describe('who is given a kept answer', () => {
  it('is the same user alone, through any of its keys', async () => {
    const other = await gateway.caller()
    await ask({ model: 'kept', seed: 6 })
    expect((await ask({ model: 'kept', seed: 6 }, { from: other })).cached).toBe('miss')
    expect((await ask({ model: 'kept', seed: 6 })).cached).toBe('hit')
  })

  it('is everybody where the model says so', async () => {
    const first = await ask({ model: 'shared', seed: 7 })
    const again = await ask({ model: 'shared', seed: 7 }, { from: await gateway.caller() })
    expect(again.cached).toBe('hit')
    expect(withoutCost(again.text)).toBe(withoutCost(first.text))
  })

  it('is a key that asks for it, where the model leaves it to keys', async () => {
    const asking = await gateway.caller({ key: { cache: true } })
    const body = { model: 'asking', seed: 8 }
    await ask(body, { from: asking })
    expect((await ask(body, { from: asking })).cached).toBe('hit')
    await ask(body)
    expect((await ask(body)).cached).toBe(null)
  })

  it('is nobody who is refused: limits and money hold as ever', async () => {
    const seldom = await gateway.caller({ key: { rateLimit: { rpm: 2 } } })
    await ask({ model: 'kept' }, { from: seldom })
    expect((await ask({ model: 'kept' }, { from: seldom })).cached).toBe('hit')
    expect((await ask({ model: 'kept' }, { from: seldom })).answer.status).toBe(429)
    const poor = await gateway.caller({ cash: 0n })
    expect((await ask({ model: 'shared', seed: 7 }, { from: poor })).answer.status).toBe(402)
    const bound = await gateway.caller({ key: { models: ['plain'] } })
    expect((await ask({ model: 'shared', seed: 7 }, { from: bound })).answer.status).toBe(403)
  })
})

describe('an answer is not kept', () => {
  it.each([
    ['that failed', { model: 'flaky' }],
    ['that was cut', { model: 'cut', stream: true }],
    ['that is longer than a mebibyte', { model: 'long' }],
    ['of a fallback', { model: 'failing' }],
  ])('%s', async (_, body) => {
    await ask(body)
    expect((await ask(body)).cached).not.toBe('hit')
  })

  it.each([
    ['/v1/chat/completions', { store: true }],
    ['/v1/chat/completions', { web_search_options: {} }],
    ['/v1/chat/completions', { tools: [{ type: 'web_search' }] }],
    ['/v1/responses', { input: 'hello', messages: undefined }],
  ])('when it is stored, or an upstream may act for it: %s %j', async (path, more) => {
    const body = { model: 'kept', ...more }
    await ask(body, { path })
    expect((await ask(body, { path })).cached).toBe(null)
  })

  it('when it only names an item that is stored', async () => {
    const path = '/v1/responses'
    const names = async (text: string) => {
      const from = await gateway.caller()
      const item = { id: 'msg_same', role: 'user', content: text }
      await ask({ model: 'sharedEcho', input: [item], messages: undefined }, { path, from })
      const body = { model: 'sharedEcho', store: false, input: [{ id: 'msg_same' }], messages: undefined }
      return ask(body, { path, from })
    }
    expect((await names('of one user')).text).toContain('of one user')
    const other = await names('of another')
    expect(other.cached).toBe(null)
    expect(other.text).toContain('of another')
  })

  it('when the caller says no-store; with no-cache a new one is kept', async () => {
    const body = { model: 'kept', seed: 9 }
    expect((await ask(body, { headers: { 'cache-control': 'no-store' } })).cached).toBe(null)
    expect((await ask(body)).cached).toBe('miss')
    await pool().query("update cached_answers set created_at = now() - interval '300 s' where user_id = $1", [caller.userId])
    expect((await ask(body)).answer.headers.get('age')).toMatch(/^30\d$/)
    expect((await ask(body, { headers: { 'cache-control': 'max-age=0, no-cache' } })).cached).toBe('miss')
    expect((await ask(body)).answer.headers.get('age')).toMatch(/^\d$/)
  })
})

describe('a kept answer', () => {
  it('is not given after its time, nor after the rule was shortened', async () => {
    const from = await gateway.caller()
    await ask({ model: 'kept' }, { from })
    await pool().query("update cached_answers set created_at = now() - interval '20 s' where user_id = $1", [from.userId])
    expect((await ask({ model: 'kept' }, { from })).answer.headers.get('age')).toBe('20')
    await apply([{ ...models[0], id: 'kept', cache: { ...cache, ttlSeconds: 10 } } as TestModel])
    expect((await ask({ model: 'kept' }, { from })).cached).toBe('miss')
    await apply()
    await pool().query("update cached_answers set expires_at = now() - interval '1 s' where user_id = $1", [from.userId])
    const { rowCount: before } = await pool().query('select from cached_answers')
    expect(await eraseCached()).toBe(1)
    expect((await pool().query('select from cached_answers')).rowCount).toBe((before ?? 0) - 1)
    expect((await ask({ model: 'kept' }, { from })).cached).toBe('miss')
  })

  it.each<[string, object, object?]>([
    ['its price', { price: { ...price, input: 2000 } }],
    ['its targets', at('plain.wait-1')],
    ['what targets are told', { targets: [{ upstream: 'fake', upstreamModel: 'plain', params: { top_k: 3 } }] }],
    ['what a picture counts', { imageTokens: 7 }],
    ['that it thinks', { capabilities: ['reasoning'] }],
    ['the key of its upstream', {}, { apiKey: 'sk-other' }],
    ['how its upstream is told the longest answer', {}, { preset: 'vllm' }],
    ['its cache, which is off', { cache: null }],
  ])('is not given after the model was configured anew: %s', async (_, change, upstream = {}) => {
    const from = await gateway.caller()
    await ask({ model: 'kept' }, { from })
    await apply([{ ...models[0], id: 'kept', ...change } as TestModel], upstream)
    expect((await ask({ model: 'kept' }, { from })).cached).not.toBe('hit')
    await apply()
  })

  it('is given although something else of the model or its upstream was changed', async () => {
    const from = await gateway.caller()
    await ask({ model: 'kept' }, { from })
    await apply([{ ...models[0], id: 'kept', name: 'Kept', rpm: 1000, fallbacks: ['plain'] } as TestModel], { concurrency: 7 })
    expect((await ask({ model: 'kept' }, { from })).cached).toBe('hit')
    await apply()
  })

  it('cannot be read in the database, and the oldest of a user go when there is too much', async () => {
    const from = await gateway.caller()
    for (let seed = 0; seed < 4; seed++) await ask({ model: 'kept', seed, messages: [{ role: 'user', content: 'secret words' }] }, { from })
    const { rows } = await pool().query('select c::text as row from cached_answers c where user_id = $1', [from.userId])
    expect(rows).toHaveLength(4)
    for (const { row } of rows) expect(row).not.toMatch(/secret words|choices/)
    const left = async () => (await pool().query('select from cached_answers where user_id = $1', [from.userId])).rowCount
    await trimCached({ answers: 3, bytes: 1e6 })
    expect(await left()).toBe(3)
    const { rows: sizes } = await pool().query(
      'select octet_length(answer)::int as bytes from cached_answers where user_id = $1 order by created_at desc',
      [from.userId],
    )
    await trimCached({ answers: 3, bytes: sizes[0].bytes + sizes[1].bytes })
    expect(await left()).toBe(2)
    expect((await ask({ model: 'kept', seed: 3, messages: [{ role: 'user', content: 'secret words' }] }, { from })).cached).toBe('hit')
  })

  it('that cannot be opened is a miss, as is a cache that is away', async () => {
    const from = await gateway.caller()
    await ask({ model: 'kept' }, { from })
    await pool().query("update cached_answers set answer = '\\x00' where user_id = $1", [from.userId])
    const again = await ask({ model: 'kept' }, { from })
    expect([again.answer.status, again.cached]).toEqual([200, 'miss'])
    await pool().query('alter table cached_answers rename to away')
    for (const stream of [false, true]) {
      const { answer, cached, record } = await ask({ model: 'kept', stream }, { from })
      expect([answer.status, cached, (record.charge as bigint) > 0n]).toEqual([200, 'miss', true])
    }
    await pool().query('alter table away rename to cached_answers')
  })
})
