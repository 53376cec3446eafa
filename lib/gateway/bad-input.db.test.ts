import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, type Told, told } from '@/tests/gateway'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.stop())

describe('before any backend is connected', () => {
  it('auto and unknown models answer 400 that says where to connect one, and the demo answers', async () => {
    caller = await gateway.caller()
    for (const model of ['auto', 'deepseek-chat']) {
      const error = await told(gateway.post(caller, { model, messages }))
      expect(error).toMatchObject({ status: 400, code: 'not_configured', param: 'model' })
      expect(error.message).toMatch(/Operators → Upstreams/)
    }
    const response = await gateway.post(caller, { model: 'eliza', messages })
    expect(response.status).toBe(200)
    expect((await response.json())._cost).toBe(0)
  })
})

const members = `{${Array.from({ length: 10_001 }, (_, i) => `"m${i}":1`).join()}}`
const many = (member: string, json: string) => `{"model":"plain","messages":[{"role":"user","${member}":${json}}]}`

describe('a bad request', () => {
  beforeAll(async () => {
    await gateway.apply(
      catalogOf(
        [anUpstream(gateway.upstream.url)],
        [{ id: 'plain' }, { id: 'staff-only', groups: ['staff'] }, { id: 'embed', mode: 'embedding' }, { id: 'off', enabled: false }],
        [{ name: 'staff' }],
      ),
    )
  })

  it.each<[string, string, string | null, string]>([
    ['', 'invalid_json', null, 'empty'],
    ['{"model":', 'invalid_json', null, 'valid JSON'],
    ['{"a":"\\x"}', 'invalid_json', null, 'valid JSON'],
    ['[]', 'invalid_json', null, 'JSON object'],
    ['null', 'invalid_json', null, 'JSON object'],
    ['{}', 'model_missing', 'model', 'model'],
    ['{"model":""}', 'model_missing', 'model', 'model'],
    ['{"model":5,"messages":[]}', 'invalid_request', 'model', 'string'],
    [`{"model":"${'x'.repeat(10 << 20)}"}`, 'invalid_request', 'model', 'longer than 256'],
    ['{"model":"plain"}', 'invalid_request', 'messages', 'missing'],
    ['{"model":"plain","messages":"hi"}', 'invalid_request', 'messages', 'list'],
    ['{"model":"plain","messages":[]}', 'invalid_request', 'messages', 'at least one'],
    ['{"model":"plain","messages":["hi"]}', 'invalid_request', 'messages[0]', 'object'],
    ['{"model":"plain","messages":[{"content":"hi"}]}', 'invalid_request', 'messages[0].role', 'string'],
    ['{"model":"plain","messages":[{"role":"user","content":5}]}', 'invalid_request', 'messages[0].content', 'string or a list'],
    ['{"model":"plain","messages":[{"role":"user","content":[7]}]}', 'invalid_request', 'messages[0].content[0]', 'object'],
    ['{"model":"plain","messages":[{"role":"user"}],"stream":"yes"}', 'invalid_request', 'stream', 'true or false'],
    ['{"model":"plain","messages":[{"role":"user"}],"stream_options":[]}', 'invalid_request', 'stream_options', 'object'],
    ['{"model":"plain","messages":[{"role":"user"}],"max_tokens":"12"}', 'invalid_request', 'max_tokens', 'whole number'],
    ['{"model":"plain","messages":[{"role":"user"}],"max_tokens":-1}', 'invalid_request', 'max_tokens', 'whole number'],
    ['{"model":"plain","messages":[{"role":"user"}],"max_completion_tokens":1.5}', 'invalid_request', 'max_completion_tokens', 'whole'],
    ['{"model":"plain","messages":[{"role":"user"}],"n":0}', 'invalid_request', 'n', '1 to 128'],
    ['{"model":"plain","messages":[{"role":"user"}],"tools":{}}', 'invalid_request', 'tools', 'list'],
    ['{"model":"plain","messages":[{"role":"user","content":"a\\u0000b"}]}', 'invalid_request', 'messages[0].content', 'NUL'],
    ['{"model":"pla\\u0000in","messages":[{"role":"user","content":"a"}]}', 'invalid_request', 'model', 'NUL'],
    [`{"model":"plain","messages":[${'{"role":"user"},'.repeat(10_000)}{"role":"user"}]}`, 'invalid_request', 'messages', '10000 messages'],
    [many('content', `[${'{"type":"text","text":"a"},'.repeat(20_000)}"a"]`), 'invalid_request', 'messages[0].content', 'above 20000'],
    [many('tool_calls', `[${'{},'.repeat(20_000)}{}]`), 'invalid_request', 'messages[0].content', 'above 20000'],
    [many('x', members), 'invalid_request', 'messages', '10000 members'],
    [members, 'invalid_request', null, '10000 members'],
    [`{"model":"plain","messages":[{"role":"${'x'.repeat(65)}"}]}`, 'invalid_request', 'messages[0].role', 'longer than 64'],
    [many('name', `"${'x'.repeat(257)}"`), 'invalid_request', 'messages[0].name', 'longer than 256'],
    [`{"model":"plain","messages":[{"role":"user"}],"tools":[${'{},'.repeat(5000)}{}]}`, 'invalid_request', 'tools', '5000 tools'],
    [`{"model":"plain","x":${'['.repeat(200)}${']'.repeat(200)}}`, 'invalid_request', null, 'nested deeper'],
    [`{"model":"plain","messages":[${'0,'.repeat(100_001)}0]}`, 'invalid_request', 'messages', 'more than 100000'],
  ])('is told what is wrong, no. %#', async (body, code, param, words) => {
    const error = await told(gateway.post(caller, body))
    expect(error).toMatchObject({ status: 400, code, param, type: 'invalid_request_error' })
    expect(error.message).toContain(words)
    expect(error.message.length).toBeLessThan(500)
  })

  it('in bytes that are no UTF-8 is named', async () => {
    const error = await told(gateway.post(caller, '', { body: Buffer.from([0x7b, 0xff, 0x7d]) }))
    expect(error).toMatchObject({ status: 400, code: 'invalid_json' })
  })

  it('in another content type or packed is 415', async () => {
    const sent: Record<string, string>[] = [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-encoding': 'gzip' },
    ]
    for (const headers of sent)
      expect(await told(gateway.post(caller, '{}', { headers }))).toMatchObject({
        status: 415,
        code: 'wrong_content_type',
      })
  })

  it('above 32 MiB is 413, told by its length or counted', async () => {
    const large = JSON.stringify({ model: 'plain', messages: [{ role: 'user', content: 'x'.repeat(33 << 20) }] })
    const answer = (headers: Record<string, string>) =>
      new Promise((done) => {
        const sent = request(
          `${gateway.url}/v1/chat/completions`,
          { method: 'POST', headers: { authorization: `Bearer ${caller.secret}`, 'content-type': 'application/json', ...headers } },
          async (response) => done([response.statusCode, Buffer.concat(await response.toArray()).toString()]),
        )
        sent.on('error', () => {})
        sent.end(large)
      })
    const refused = [413, expect.stringContaining('The body is larger than 32 MiB.')]
    expect(await answer({ 'content-length': String(large.length) })).toEqual(refused)
    expect(await answer({ 'transfer-encoding': 'chunked' })).toEqual(refused)
  })

  it('for an unknown, a hidden, a switched-off or an unfit model says which', async () => {
    expect(await told(gateway.post(caller, { model: 'nope', messages }))).toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
    })
    expect(await told(gateway.post(caller, { model: 'staff-only', messages }))).toMatchObject({ status: 404, code: 'model_not_found' })
    expect(await told(gateway.post(caller, { model: 'off', messages }))).toMatchObject({ status: 404, code: 'model_not_found' })
    expect(await told(gateway.post(caller, { model: 'embed', messages }))).toMatchObject({ status: 400, param: 'model' })
    const restricted = await gateway.caller({ key: { models: ['embed'] } })
    expect(await told(gateway.post(restricted, { model: 'plain', messages }))).toMatchObject({ status: 403, code: 'model_not_allowed' })
  })

  it('to a wrong path lists the right ones; a wrong method says which; /apiv2 repeats the words as detail', async () => {
    const path = { path: '/apiv2/nothing' }
    const response = await gateway.post(caller, '{}', path)
    const answer = (await response.json()) as Told
    expect(response.status).toBe(404)
    expect(answer.detail).toBe(answer.error.message)
    expect(answer.error.message).toContain('POST /v1/chat/completions')
    const get = await fetch(`${gateway.url}/v1/chat/completions`)
    expect(get.status).toBe(405)
  })

  it('of a known caller is recorded; unknown members of a good one pass through', async () => {
    const response = await gateway.post(caller, { model: 'nope', messages })
    expect(await gateway.record(response.headers.get('x-request-id'))).toMatchObject({
      status: 404,
      error_code: 'model_not_found',
      model: 'nope',
    })
    expect((await gateway.post(caller, { model: 'plain', messages, top_k: 5, chat_template_kwargs: { thinking: true } })).status).toBe(200)
  })

  it('a ceiling beyond all money is refused as money, not as a fault of ours', async () => {
    const error = await told(gateway.post(caller, { model: 'plain', messages, max_tokens: Number.MAX_SAFE_INTEGER, n: 128 }))
    expect(error).toMatchObject({
      status: 402,
      code: 'insufficient_quota',
      message: expect.stringContaining('A smaller max_tokens may fit'),
    })
  })

  it('that not even the shortest answer could be paid for is told no other way than money', async () => {
    const poor = await gateway.caller({ cash: 0n })
    const error = await told(gateway.post(poor, { model: 'plain', messages, max_tokens: 1 }))
    expect(error).toMatchObject({ status: 402, reason: 'insufficient_balance', message: expect.stringMatching(/leaves 0 CNY\. Top up/) })
  })
})
