import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
const numbers = ['-1', '0.5', '1e300', '99999999999999999999', '9007199254740993']
const odd = ['null', '5', 'true', '""', '"x"', '[]', '[null]', '[[5]]', '{}', '{"__proto__":{"a":1}}', '{"type":5}', deep(100), ...numbers]
const members = ['contents', 'systemInstruction', 'generationConfig', 'tools', 'toolConfig', 'safetySettings', 'cachedContent', 'model']
const settings = ['maxOutputTokens', 'candidateCount', 'stopSequences', 'temperature', 'seed', 'thinkingConfig', 'responseSchema', 'topK']
const parts = ['text', 'inlineData', 'fileData', 'functionCall', 'functionResponse', 'thought', 'thoughtSignature', 'executableCode']
const inside = {
  functionCall: ['name', 'args', 'id'],
  functionResponse: ['name', 'response', 'id', 'parts'],
  inlineData: ['mimeType', 'data'],
  fileData: ['mimeType', 'fileUri'],
}
const timeouts = { connect: 5, firstByte: 30, firstToken: 30, idle: 30, total: 60, answer: 30 }

let gateway: Gateway
let caller: TestCaller
beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [anUpstream(url, { timeouts }), anUpstream(url, { name: 'google', protocol: 'gemini', timeouts })]
  const limits = { name: 'default', rpm: 1_000_000, tpm: 2_000_000_000, weeklyTokens: 1_000_000_000_000 }
  const models = [{ id: 'plain' }, { id: 'google', targets: [{ upstream: 'google', upstreamModel: 'plain' }] }]
  await gateway.apply({ ...catalogOf(upstreams, models), groups: [limits] })
  caller = await gateway.caller({ cash: 1_000_000_000_000_000n })
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

/** Bodies with one odd value each, as texts, in which `__proto__` is a member like any other. */
function* bodies(): Generator<string> {
  const body = (part: string, role = 'user', more = '') => `{"contents":[{"role":"${role}","parts":${part}}]${more}}`
  const text = '[{"text":"hi"}]'
  yield* ['', '[]', 'null', '{', '{}', '{"contents":[]}']
  for (const value of odd) {
    for (const member of members) yield body(text, 'user', `,"${member}":${value}`)
    for (const name of settings) yield body(text, 'user', `,"generationConfig":{"responseMimeType":"application/json","${name}":${value}}`)
    for (const name of ['functionDeclarations', 'functionCallingConfig', 'googleSearch'])
      yield body(text, 'user', `,"tools":[{"functionDeclarations":[{"name":"f"}],"${name}":${value}}],"toolConfig":{"${name}":${value}}`)
    yield body(text, 'user', `,"tools":[{"functionDeclarations":[{"name":"f","parameters":${value}}]}]`)
    yield `{"contents":${value}}`
    yield `{"contents":[{"role":${value},"parts":${text}}]}`
    for (const role of ['user', 'model']) {
      yield body(value, role)
      yield body(`[${value}]`, role)
      for (const name of parts) yield body(`[{"text":"hi"},{"${name}":${value}}]`, role)
    }
    for (const [kind, names] of Object.entries(inside))
      for (const name of names)
        yield body(`[{"${kind}":{"name":"f","mimeType":"image/png","${name}":${value}}}]`, kind === 'functionCall' ? 'model' : 'user')
  }
  yield body(text, 'user', ',"generationConfig":{"maxOutputTokens":1,"max_output_tokens":100000}')
  yield body(text, 'assistant')
}

it.each(['plain', 'google'])(
  'a body with any value in any place is answered or refused by name: %s',
  { timeout: 120_000 },
  async (model) => {
    const found = new Set<number>()
    const ask = async (body: string) => {
      const response = await gateway.post(caller, body, { path: `/v1beta/models/${model}:generateContent` })
      const answer = await response.text()
      // 402: the ceiling that was asked for is above what anybody can pay.
      expect([200, 400, 402], `${body.slice(0, 300)} ${answer}`).toContain(response.status)
      if (response.status !== 200)
        expect(JSON.parse(answer).error, body.slice(0, 300)).toMatchObject({
          code: response.status,
          status: expect.stringMatching(/^[A-Z_]+$/),
        })
      found.add(response.status)
    }
    const all = [...bodies()]
    for (let at = 0; at < all.length; at += 16) await Promise.all(all.slice(at, at + 16).map(ask))
    expect([...found].sort()).toEqual(expect.arrayContaining([200, 400]))
  },
)

it('a chat with any value in any place is answered or refused by name where the upstream speaks Gemini', { timeout: 120_000 }, async () => {
  const content = ['text', 'image_url', 'input_audio', 'file']
  const top = ['tools', 'tool_choice', 'response_format', 'stop', 'n', 'modalities', 'reasoning_effort', 'logit_bias', 'seed', 'functions']
  const chat = (message: string, more = '') => `{"model":"google","messages":[${message}]${more}}`
  const all = odd.flatMap((value) => [
    ...top.map((name) => chat('{"role":"user","content":"hi"}', `,"${name}":${value}`)),
    ...['tool_calls', 'content', 'extra_content', 'name'].map((name) => chat(`{"role":"assistant","content":"","${name}":${value}}`)),
    ...['id', 'function', 'extra_content', 'type'].map((name) =>
      chat(`{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[{"function":{"name":"f"},"${name}":${value}}]}`),
    ),
    ...['name', 'arguments'].map((name) =>
      chat(`{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[{"function":{"name":"f","${name}":${value}}}]}`),
    ),
    ...['tool_call_id', 'content', 'name'].map((name) => chat(`{"role":"tool","content":"x","${name}":${value}}`)),
    ...content.map((name) => chat(`{"role":"user","content":[{"type":"${name}","${name}":${value}}]}`)),
    chat(`{"role":"user","content":"hi"}`, `,"tools":[{"type":"function","function":${value}}]`),
  ])
  const ask = async (body: string) => {
    const response = await gateway.post(caller, body)
    expect([200, 400], `${body.slice(0, 300)} ${await response.text()}`).toContain(response.status)
  }
  for (let at = 0; at < all.length; at += 16) await Promise.all(all.slice(at, at + 16).map(ask))
})
