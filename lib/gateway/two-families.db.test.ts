import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { balancesOf, unit } from '@/tests/ledger'

const messages = [{ role: 'user', content: 'hello' }]
const path = '/v1/messages'
const prices = { input: 1000, output: 2000, cachedInput: 100, cacheWrite: 1250 }
let gateway: Gateway
let caller: TestCaller

const claude = (id: string) => ({ id, price: prices, targets: [{ upstream: 'claude', upstreamModel: id.replace('claude.', '') }] })

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const bare = anUpstream(url.replace(/\/v1$/, ''), { name: 'bare', protocol: 'anthropic' })
  const upstreams = [anUpstream(url), anUpstream(url, { name: 'claude', protocol: 'anthropic' }), bare]
  const both = {
    id: 'both',
    price: prices,
    targets: [
      { upstream: 'claude', upstreamModel: 'plain' },
      { upstream: 'fake', upstreamModel: 'plain', priority: -1 },
    ],
  }
  const dear = { input: 5000, output: 7000 }
  const falls = [
    { ...claude('claude.status-500'), id: 'falls-to-openai', fallbacks: ['dear-openai'] },
    { id: 'falls-to-claude', targets: [{ upstream: 'fake', upstreamModel: 'status-500' }], fallbacks: ['dear-claude'] },
    { id: 'dear-openai', price: dear, targets: [{ upstream: 'fake', upstreamModel: 'out-3' }] },
    { id: 'dear-claude', price: dear, targets: [{ upstream: 'claude', upstreamModel: 'out-3' }] },
    { id: 'slow', targets: [{ upstream: 'fake', upstreamModel: 'slow-20x100' }] },
  ]
  const models = [
    'claude.plain',
    'claude.in-50.cached-30.written-10',
    'claude.in-50000',
    'claude.slow-20x100',
    'claude.tools-2',
    'claude.thinking',
    'claude.echobody',
    'claude.status-400',
    'claude.error-0',
  ].map(claude)
  await gateway.apply(
    catalogOf(upstreams, [
      { id: 'plain' },
      { id: 'thinking' },
      { id: 'cut-3' },
      { id: 'echobody' },
      { id: 'tools-2' },
      { id: 'tools-2.byturns' },
      { id: 'bare', targets: [{ upstream: 'bare', upstreamModel: 'plain' }] },
      both,
      ...falls,
      ...models,
    ]),
  )
  caller = await gateway.caller()
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const ask = (body: object, more?: object) => gateway.post(caller, { messages, max_tokens: 100, ...body }, { path, ...more })
const recordOf = (response: Response) => gateway.record(response.headers.get('request-id'))

describe('a messages call', () => {
  it.each(['plain', 'claude.plain', 'bare'])('to %s is answered as a message, charged and recorded as Anthropic', async (model) => {
    const response = await ask({ model })
    const answer = await response.json()
    expect(answer).toMatchObject({ type: 'message', role: 'assistant', model, stop_reason: 'end_turn', content: [{ type: 'text' }] })
    expect(answer.content[0].text).toMatch(/^ river stone/)
    const { input_tokens: input, output_tokens: output } = answer.usage
    expect(answer._cost).toBe((input + output * 2) / 1000)
    expect(await recordOf(response)).toMatchObject({
      endpoint: 'messages',
      protocol: 'anthropic',
      model,
      status: 200,
      charge: BigInt(input + output * 2) * 1_000_000n,
      input_tokens: input,
      output_tokens: output,
    })
  })

  it.each(['plain', 'claude.plain'])('to %s streams the events of a message, the charge beside the usage', async (model) => {
    const response = await ask({ model, stream: true })
    const out = await response.text()
    expect(out).toMatch(/^event: message_start\ndata: /)
    expect(out.trimEnd()).toMatch(/event: message_stop\ndata: {"type":"message_stop"}$/)
    const ending = JSON.parse(/event: message_delta\ndata: (.*)/.exec(out)?.[1] ?? '')
    const { charge } = await recordOf(response)
    expect(BigInt(Math.round(ending._cost * 1e9))).toBe(charge)
    expect(ending.usage.output_tokens).toBe(8)
  })

  it('is charged for what was cached and what was written to the cache, which Anthropic counts beside the input', async () => {
    const response = await ask({ model: 'claude.in-50.cached-30.written-10' })
    await response.text()
    expect(await recordOf(response)).toMatchObject({
      input_tokens: 50,
      cached_tokens: 30,
      cache_write_tokens: 10,
      output_tokens: 8,
      charge: (10n * 1000n + 30n * 100n + 10n * 1250n + 8n * 2000n) * 1000n,
    })
  })

  it('tells an OpenAI upstream what the caller said, in its words', async () => {
    const response = await ask({
      model: 'echobody',
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } },
          ],
        },
      ],
      stop_sequences: ['END'],
      temperature: 0.5,
      thinking: { type: 'adaptive' },
      metadata: { user_id: 'u' },
    })
    const { content } = await response.json()
    const told = JSON.parse(content[0].text)
    expect(told).toMatchObject({
      max_tokens: 100,
      temperature: 0.5,
      stop: ['END'],
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
          ],
        },
      ],
    })
    for (const member of ['system', 'stop_sequences', 'thinking', 'metadata']) expect(told).not.toHaveProperty(member)
  })

  const weather = { name: 'get_weather', description: 'The weather', input_schema: { type: 'object', properties: {} } }

  it.each(['tools-2', 'tools-2.byturns', 'claude.tools-2'])('with tools is answered with calls by any upstream: %s', async (model) => {
    const content = ['Shanghai', 'Shanghai'].map((city, day) => ({ type: 'tool_use', name: 'get_weather', input: { city, day } }))
    const wanted = { model, stop_reason: 'tool_use', content }
    const whole = await ask({ model, tools: [weather] })
    expect(await whole.json()).toMatchObject(wanted)
    const client = new Anthropic({ baseURL: gateway.url, apiKey: caller.secret, maxRetries: 0 })
    const tools = [weather] as Anthropic.Tool[]
    const stream = client.messages.stream({ model, tools, max_tokens: 100, messages: [{ role: 'user', content: 'hello' }] })
    expect(await stream.finalMessage()).toMatchObject(wanted)
    expect(await recordOf(whole)).toMatchObject({ status: 200, finish_reason: model.startsWith('claude') ? 'tool_use' : 'tool_calls' })
  })

  it("with a tool of Anthropic's own is a named 400 where no upstream speaks its protocol", async () => {
    const tools = [weather, { type: 'web_search_20250305', name: 'web_search' }]
    const refused = await ask({ model: 'plain', tools })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error', param: 'tools[1]' } })
    expect(await recordOf(refused)).toMatchObject({ status: 400, charge: 0n, attempts: null })
  })

  it('has its betas told to an upstream that speaks its protocol', async () => {
    const beta = 'claude-code-20250219,some-beta-2027-01-01'
    const response = await ask({ model: 'claude.plain' }, { headers: { 'anthropic-beta': beta } })
    await response.text()
    expect(gateway.upstream.calls().at(-1)).toMatchObject({ model: 'plain', beta })
  })

  it('that fails is told so in the shape of its protocol', async () => {
    const wrong = await ask({ model: 'plain', messages: [] })
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toEqual({
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'messages must hold at least one message.',
        code: 'invalid_request',
        param: 'messages',
      },
      request_id: wrong.headers.get('request-id'),
    })
    const unknown = await gateway.post({ ...caller, secret: 'sk-wrong' }, { model: 'plain' }, { path })
    expect(await unknown.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } })
    const poor = await gateway.caller({ cash: 0n })
    const broke = await gateway.post(poor, { model: 'plain', messages, max_tokens: 10 }, { path })
    expect(broke.status).toBe(402)
    expect(await broke.json()).toMatchObject({
      error: { type: 'insufficient_quota', code: 'insufficient_quota', reason: 'insufficient_balance' },
    })
  })

  it.each([
    ['the schema of an answer', { output_config: { format: { schema: 'x'.repeat(100_000) } } }],
    ['a document by its address', { messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'url', url: 'x' } }] }] }],
    ['a search', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
  ])('cannot bring a wallet below zero with what is read beside its texts: %s', async (_, more) => {
    const poor = await gateway.caller({ cash: 10n * unit })
    const response = await gateway.post(poor, { model: 'claude.in-50000', messages, max_tokens: 1, stream: true, ...more }, { path })
    expect(response.status).toBe(402)
    expect((await balancesOf(poor)).cash).toBe(10n * unit)
  })

  it('that is cut ends with an error event, and costs what was delivered', async () => {
    const response = await ask({ model: 'cut-3', stream: true })
    const out = await response.text()
    expect(out).toContain('event: error\ndata: {"type":"error","error":{"type":"api_error"')
    expect(out).not.toContain('message_stop')
    expect(await recordOf(response)).toMatchObject({ status: 502, estimated: true, output_tokens: 3 })
  })
})

it.each([
  ['falls-to-openai', 'dear-openai'],
  ['falls-to-claude', 'dear-claude'],
])('%s, whose fallback speaks another protocol, names, prices and records what answered', async (model, answers) => {
  for (const to of [path, '/v1/chat/completions'])
    for (const stream of [true, false]) {
      const response = await gateway.post(caller, { model, messages, max_tokens: 100, stream }, { path: to })
      expect(await response.text()).toContain(`"model":"${answers}"`)
      const record = await recordOf(response)
      const charge = (BigInt(record.input_tokens as number) * 5n + 3n * 7n) * 1_000_000n
      expect(record).toMatchObject({ model, model_used: answers, status: 200, output_tokens: 3, estimated: false, charge })
      expect(record.charge as bigint).toBeLessThanOrEqual(record.hold as bigint)
    }
})

it('a caller who leaves a stream of another protocol at any moment pays for what was delivered', async () => {
  for (const model of ['slow', 'claude.slow-20x100'])
    for (const to of [path, '/v1/chat/completions'])
      for (const after of [0, 1, 3, 8]) {
        const leaving = new AbortController()
        const response = await gateway.post(caller, { model, messages, stream: true }, { path: to, signal: leaving.signal })
        const reader = response.body?.getReader()
        for (let read = 0; read < after; read++) await reader?.read()
        leaving.abort()
        const record = await recordOf(response)
        expect(record).toMatchObject({ status: 499, estimated: true })
        expect(Number(record.output_tokens)).toBeLessThan(60)
        expect(record.charge as bigint).toBeGreaterThan(0n)
        expect(await balancesOf(caller)).toMatchObject({ held: 0n })
      }
})

describe('a chat call', () => {
  const chat = (body: object) => gateway.post(caller, { messages, ...body })

  it.each([true, false])('with tools is answered with calls by an Anthropic upstream (stream: %s)', async (stream) => {
    const tools = [{ type: 'function', function: { name: 'get_weather' } }]
    const response = await chat({ model: 'claude.tools-2', tools, stream })
    const out = await response.text()
    expect(out).toContain('"finish_reason":"tool_calls"')
    for (const id of ['call_fake_0', 'call_fake_1']) expect(out.split(id)).toHaveLength(2)
    expect(await recordOf(response)).toMatchObject({ protocol: 'openai', status: 200, estimated: false })
  })

  it('is told the proof of a thought, and gives it back', async () => {
    const { choices } = await (await chat({ model: 'claude.thinking' })).json()
    const { reasoning_content: thought, reasoning_details: details } = choices[0].message
    expect(details).toEqual([{ type: 'reasoning.text', text: thought, signature: 'c2lnbmVk', index: 0 }])
    const again = [...messages, choices[0].message, ...messages]
    const echo = JSON.parse((await (await chat({ model: 'claude.echobody', messages: again })).json()).choices[0].message.content)
    expect(echo.messages[1].content[0]).toEqual({ type: 'thinking', thinking: thought, signature: 'c2lnbmVk' })
  })

  it('to an Anthropic upstream is answered as a chat, charged alike', async () => {
    const response = await chat({ model: 'claude.in-50.cached-30.written-10' })
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      model: 'claude.in-50.cached-30.written-10',
      choices: [{ message: { role: 'assistant' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 50, completion_tokens: 8, prompt_tokens_details: { cached_tokens: 30 } },
    })
    expect(await recordOf(response)).toMatchObject({
      protocol: 'openai',
      charge: (10n * 1000n + 30n * 100n + 10n * 1250n + 8n * 2000n) * 1000n,
    })
  })

  it('that its first target has no words for goes to the next, and is a named 400 when that was the last', async () => {
    const response_format = { type: 'json_object' }
    const answered = await chat({ model: 'both', response_format })
    expect(answered.status).toBe(200)
    expect(await recordOf(answered)).toMatchObject({ attempts: [{ upstream: 'fake', status: 200 }] })
    const refused = await chat({ model: 'claude.plain', response_format })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error: { param: 'response_format', type: 'invalid_request_error' } })
  })

  it('is told what an Anthropic upstream says of the request, and not what it says of itself', async () => {
    const refused = await chat({ model: 'claude.status-400' })
    expect(refused.status).toBe(400)
    const failed = await chat({ model: 'claude.error-0', stream: true })
    expect(failed.status).toBe(502)
    expect(await failed.text()).not.toContain('10.9.8.7')
    expect(await recordOf(failed)).toMatchObject({ status: 502, charge: 0n })
  })
})
