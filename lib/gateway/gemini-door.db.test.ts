import { type Content, FunctionCallingConfigMode, GoogleGenAI, Type } from '@google/genai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

const river = ' river stone light garden winter paper morning silver'
const contents = [{ role: 'user', parts: [{ text: 'hello' }] }]
let gateway: Gateway
let caller: TestCaller

const google = (id: string) => ({ id: `google.${id}`, targets: [{ upstream: 'google', upstreamModel: id }] })

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [anUpstream(url), anUpstream(url.replace(/\/v1$/, ''), { name: 'google', protocol: 'gemini' })]
  const behaviours = ['plain', 'thinking', 'tools-2', 'vision', 'echobody', 'length', 'filterfinish', 'in-50.cached-30', 'unicode', 'out-3']
  const named = [{ id: 'lab/plain:8b', targets: [{ upstream: 'fake', upstreamModel: 'plain' }], aliases: ['gemini-2.5-pro'] }]
  const broken = ['status-400', 'status-503', 'cut-3', 'slow-20x100']
  await gateway.apply(catalogOf(upstreams, [...named, ...[...behaviours, ...broken].flatMap((id) => [{ id }, google(id)])]))
  caller = await gateway.caller()
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const ask = (model: string, body: object | string = {}, verb = 'generateContent') =>
  gateway.post(caller, typeof body === 'string' ? body : { contents, ...body }, { path: `/v1beta/models/${model}:${verb}` })
const get = async (path: string) => {
  const response = await fetch(gateway.url + path, { headers: { 'x-goog-api-key': caller.secret } })
  return { status: response.status, body: await response.json() }
}

describe('the door /v1beta', () => {
  const status = async (path: string, headers: Record<string, string> = {}) => (await fetch(gateway.url + path, { headers })).status

  it('takes the key as Google’s clients send it, in one place', async () => {
    const { secret } = caller
    expect(await status('/v1beta/models', { 'x-goog-api-key': secret })).toBe(200)
    expect(await status(`/v1beta/models?key=${secret}`)).toBe(200)
    expect(await status(`/v1beta/models?key=${secret}`, { authorization: `Bearer ${secret}` })).toBe(200)
    expect(await status('/v1beta/models?key=sk-other', { 'x-goog-api-key': secret })).toBe(401)
    expect(await status(`/v1/models?key=${secret}`)).toBe(401)
    const missing = await (await fetch(`${gateway.url}/v1beta/models`)).json()
    expect(missing).toMatchObject({ error: { code: 401, status: 'UNAUTHENTICATED' } })
  })

  it('lists the models that the caller may use, and tells each by name, with slashes and colons', async () => {
    const { body } = await get('/v1beta/models')
    const names = body.models.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['models/auto', 'models/lab/plain:8b', 'models/gemini-2.5-pro']))
    for (const id of ['lab/plain:8b', 'lab%2Fplain:8b', 'gemini-2.5-pro'])
      expect((await get(`/v1beta/models/${id}`)).body).toMatchObject({
        name: `models/${decodeURIComponent(id)}`,
        inputTokenLimit: 100_000,
        outputTokenLimit: 1000,
        supportedGenerationMethods: expect.arrayContaining(['generateContent']),
      })
    expect(await get('/v1beta/models/nowhere')).toMatchObject({ status: 404, body: { error: { status: 'NOT_FOUND' } } })
    expect((await (await ask('lab/plain:8b')).json()).modelVersion).toBe('lab/plain:8b')
  })

  it('counts tokens free of charge, of contents alone and of a whole request', async () => {
    const count = async (body: object) => (await (await ask('plain', body, 'countTokens')).json()).totalTokens
    const alone = await count({})
    expect(alone).toBeGreaterThan(0)
    expect(await count({ contents: undefined, generateContentRequest: { model: 'models/plain', contents } })).toBe(alone)
    expect(await count({ contents: [{ parts: [{ text: 'hello '.repeat(100) }] }] })).toBeGreaterThan(alone + 90)
  })

  it('tells what is not here in Google’s shape, with the list of what is', async () => {
    for (const path of ['/v1beta', '/v1beta/nothing', '/v1beta/chat/completions']) {
      const { status: code, body } = await get(path)
      expect({ code, body }, path).toMatchObject({ code: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } })
      expect(body.error.message).toContain('POST /v1beta/models/{id}:generateContent')
    }
    expect(await get('/v1beta/models/plain:generateContent')).toMatchObject({ status: 405, body: { error: { status: 'UNIMPLEMENTED' } } })
  })
})

describe('Google’s own client', () => {
  const client = (apiVersion = 'v1beta') => new GoogleGenAI({ apiKey: caller.secret, apiVersion, httpOptions: { baseUrl: gateway.url } })

  it.each(['plain', 'google.plain', 'unicode', 'google.unicode'])('answers and streams: %s', async (model) => {
    const whole = await client().models.generateContent({ model, contents: 'hello' })
    expect(whole.text).toBeTruthy()
    expect(whole.usageMetadata?.candidatesTokenCount).toBe(8)
    let text = ''
    for await (const chunk of await client().models.generateContentStream({ model, contents: 'hello' })) text += chunk.text ?? ''
    expect(text).toBe(whole.text)
  })

  it.each(['tools-2', 'google.tools-2'])('goes round with its tools: %s', async (model) => {
    const functionDeclarations = [{ name: 'get_weather', parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } } } }]
    const config = { tools: [{ functionDeclarations }], toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.AUTO } } }
    const first = await client().models.generateContent({ model, contents: 'weather?', config })
    expect(first.functionCalls?.map(({ args }) => args)).toEqual([0, 1].map((day) => ({ city: 'Shanghai', day })))
    const results = first.functionCalls?.map(({ id, name }) => ({ functionResponse: { id, name, response: { output: 'sunny' } } })) ?? []
    const said = first.candidates?.[0]?.content
    if (!said) throw new Error('no content')
    const again: Content[] = [{ role: 'user', parts: [{ text: 'weather?' }] }, said, { role: 'user', parts: results }]
    expect((await client().models.generateContent({ model, contents: again, config })).functionCalls).toHaveLength(2)
  })

  it('keeps a conversation, counts tokens and lists models', async () => {
    const chats = client().chats.create({ model: 'plain', history: [] })
    expect((await chats.sendMessage({ message: 'one' })).text).toBe(river)
    let text = ''
    for await (const chunk of await chats.sendMessageStream({ message: 'two' })) text += chunk.text ?? ''
    expect(text).toBe(river)
    await chats.sendMessage({ message: 'three' })
    const { messages } = JSON.parse((await client().models.generateContent({ model: 'echobody', contents: chats.getHistory() })).text ?? '')
    expect(messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user', 'assistant'])
    expect(messages[3].content).toBe(river)
    expect((await client().models.countTokens({ model: 'plain', contents: 'hello' })).totalTokens).toBeGreaterThan(0)
    const names: unknown[] = []
    for await (const { name } of await client().models.list()) names.push(name)
    expect(names).toContain('models/plain')
    expect((await client().models.get({ model: 'lab/plain:8b' })).inputTokenLimit).toBe(100_000)
  })

  it('is served at the address that its newest version asks by default', async () => {
    expect((await client('v1').models.generateContent({ model: 'lab/plain:8b', contents: 'hello' })).text).toBe(river)
    const { page } = await client('v1').models.list()
    expect(page.map(({ name }) => name)).toContain('models/plain')
    expect((await client('v1').models.get({ model: 'plain' })).outputTokenLimit).toBe(1000)
  })

  it('sees a picture arrive', async () => {
    const parts = [{ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }]
    for (const model of ['vision', 'google.vision'])
      expect((await client().models.generateContent({ model, contents: [{ role: 'user', parts }] })).text).toMatch(
        /^data:image\/png;base64 8 bytes/,
      )
  })

  it('throws what is wrong', async () => {
    const asked = client().models.generateContent({ model: 'nowhere', contents: 'hello' })
    await expect(asked).rejects.toMatchObject({ status: 404, message: expect.stringContaining('There is no model') })
    const cut = await client().models.generateContentStream({ model: 'google.cut-3', contents: 'hello' })
    await expect(
      (async () => {
        for await (const _ of cut);
      })(),
    ).rejects.toMatchObject({ status: 502 })
  })
})
