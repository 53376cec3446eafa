import { afterAll, beforeAll, expect, it } from 'vitest'
import { aWave } from '@/tests/audio'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { type Shape, vendorShapes } from '@/tests/vendor-shapes'

let gateway: Gateway
let caller: TestCaller
const judge = vendorShapes()

const protocols = ['openai', 'openai-responses', 'anthropic', 'gemini'] as const
const behaviours = ['plain', 'thinking.tools-2', 'unicode.thinking', 'length', 'cut-3', 'in-50.cached-30']
const generated = protocols.flatMap((upstream) =>
  behaviours.map((behaves) => ({ id: `${upstream}/${behaves}`, targets: [{ upstream, upstreamModel: behaves }] })),
)
const failing = ['status-500', 'status-429', 'noheaders', 'contextlength', 'filter', 'html'].map((id) => ({ id }))
const others = [
  { id: 'plain', name: 'Plain' },
  { id: 'embeds', mode: 'embedding' },
  { id: 'judges', mode: 'moderation' },
  { id: 'draws.tokens-50x400', mode: 'image' },
  { id: 'hears', mode: 'transcription', price: { perMinute: '6' } },
  { id: 'hears.tokens-30x12', mode: 'transcription' },
]

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const timeouts = { connect: 3, firstByte: 2, firstToken: 2, idle: 2, total: 20, answer: 3 }
  const upstreams = protocols.map((name) =>
    anUpstream(name === 'gemini' ? url.replace(/\/v1$/, '') : url, { name, protocol: name, timeouts }),
  )
  const models = [...failing, ...others].map((model) => ({ targets: [{ upstream: 'openai', upstreamModel: model.id }], ...model }))
  await gateway.apply(catalogOf(upstreams, [...generated, ...models], [], { resumeCutStreams: false }))
  caller = await gateway.caller()
})
afterAll(() => gateway.stop())

const said = [{ role: 'user', content: 'hello' }]
const contents = [{ role: 'user', parts: [{ text: 'hello' }] }]

interface Family {
  speaks: (typeof protocols)[number]
  ask(model: string, stream: boolean): { path: string; body: object }
  whole: Shape
  event: Shape
  error: Shape
  /** Of an error inside a stream, where it is no event. */
  broken?: Shape
}
const families: Record<string, Family> = {
  chat: {
    speaks: 'openai',
    ask: (model, stream) => ({
      path: '/v1/chat/completions',
      body: { model, messages: said, ...(stream && { stream, stream_options: { include_usage: true } }) },
    }),
    whole: 'chat',
    event: 'chatChunk',
    error: 'openaiError',
    broken: 'openaiError',
  },
  messages: {
    speaks: 'anthropic',
    ask: (model, stream) => ({ path: '/v1/messages', body: { model, messages: said, max_tokens: 100, stream } }),
    whole: 'message',
    event: 'messageEvent',
    error: 'anthropicError',
  },
  responses: {
    speaks: 'openai-responses',
    ask: (model, stream) => ({ path: '/v1/responses', body: { model, input: 'hello', stream } }),
    whole: 'response',
    event: 'responseEvent',
    error: 'openaiError',
  },
  gemini: {
    speaks: 'gemini',
    ask: (model, stream) => ({
      path: `/v1beta/models/${model}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
      body: { contents, generationConfig: { thinkingConfig: { includeThoughts: true } } },
    }),
    whole: 'gemini',
    event: 'gemini',
    error: 'geminiError',
    broken: 'geminiError',
  },
}

const eventsOf = (text: string): Record<string, unknown>[] =>
  [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(String(json)))

/** Notes every event of a stream. */
function judgeStream(text: string, about: string, event: Shape, broken?: Shape) {
  const events = eventsOf(text)
  expect(events.length, about).toBeGreaterThan(0)
  for (const each of events) judge.add(broken && each.error ? broken : event, each, about)
}

async function judged(answer: Promise<Response>, shape: Shape, status = 200) {
  const response = await answer
  const text = await response.text()
  expect({ status: response.status, text: response.status === status ? '' : text }).toEqual({ status, text: '' })
  const json = JSON.parse(text)
  judge.add(shape, json, `${shape} ${status}`)
  return json
}

const as = { bearer: () => ({ authorization: `Bearer ${caller.secret}` }), anthropic: { 'anthropic-version': '2023-06-01' } }
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(gateway.url + path, { method, headers: { ...as.bearer(), ...headers } })
const post = (path: string, body: object) => gateway.post(caller, body, { path })
function send(path: string, fields: Record<string, string>, files: Record<string, [name: string, bytes: Buffer]>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const [name, [called, bytes]] of Object.entries(files)) form.append(name, new Blob([new Uint8Array(bytes)]), called)
  return fetch(gateway.url + path, { method: 'POST', headers: as.bearer(), body: form })
}

/** What such an upstream sends goes on as it came, so it is the stand-in's. */
const translated = Object.entries(families).flatMap(([name, family]) =>
  protocols.filter((protocol) => protocol !== family.speaks).map((protocol) => [name, protocol] as const),
)

it.each(translated)('generated answers: %s of %s', async (name, protocol) => {
  const family = families[name] as Family
  for (const behaves of behaviours) {
    const about = `${name} of ${protocol}, ${behaves}`
    for (const stream of [false, true]) {
      const { path, body } = family.ask(`${protocol}/${behaves}`, stream)
      const response = await post(path, body)
      const text = await response.text()
      if (response.status !== 200) judge.add(family.error, JSON.parse(text), about)
      else if (stream) judgeStream(text, `${about}, streamed`, family.event, family.broken)
      else judge.add(family.whole, JSON.parse(text), about)
    }
  }
})

it.each(Object.entries(families))('errors of %s', async (_, { ask, error }) => {
  const status = { 'status-500': 502, 'status-429': 429, noheaders: 504, contextlength: 400, filter: 400, html: 502, nowhere: 404 }
  for (const [model, expected] of Object.entries(status)) {
    const { path, body } = ask(model, false)
    await judged(post(path, body), error, expected)
  }
  const { path } = ask('plain', false)
  await judged(post(path, { messages: 7, input: 7, contents: 7 }), error, 400)
  await judged(gateway.post(caller, '{', { path }), error, 400)
  await judged(gateway.post({ ...caller, secret: 'sk-wrong' }, {}, { path }), error, 401)
  await judged(gateway.post(await gateway.caller({ cash: 1n }), ask('plain', false).body, { path }), error, 402)
  await judged(get(path, {}, 'PATCH'), error, 405)
})

it('models, in three shapes', async () => {
  await judged(get('/v1/models'), 'models')
  await judged(get('/v1/models/plain'), 'model')
  await judged(get('/v1/models', as.anthropic), 'anthropicModels')
  await judged(get('/v1/models/plain', as.anthropic), 'anthropicModel')
  await judged(get('/v1beta/models'), 'geminiModels')
  await judged(get('/v1beta/models/plain'), 'geminiModel')
  await judged(get('/v1/nothing'), 'openaiError', 404)
})

it('counts', async () => {
  await judged(post('/v1/messages/count_tokens', { model: 'plain', messages: said }), 'tokensCount')
  await judged(post('/v1beta/models/plain:countTokens', { contents }), 'geminiCount')
})

it('stored responses', async () => {
  const { id } = await judged(post('/v1/responses', { model: 'plain', input: 'hello' }), 'response')
  await judged(get(`/v1/responses/${id}`), 'response')
  await judged(get(`/v1/responses/${id}/input_items`), 'inputItems')
  await judged(get(`/v1/responses/${id}`, {}, 'DELETE'), 'responseDeleted')
  await judged(get(`/v1/responses/${id}`), 'openaiError', 404)
})

it('responses in the background, made short, and counted', async () => {
  await judged(post('/v1/responses/input_tokens', { model: 'plain', input: 'hello' }), 'responseCount')
  const { id } = await judged(post('/v1/responses', { model: 'plain', input: 'hello', background: true }), 'response')
  await expect.poll(async () => (await (await get(`/v1/responses/${id}`)).json()).status).toBe('completed')
  await judged(get(`/v1/responses/${id}`), 'response')
  await judged(post('/v1/responses/compact', { model: 'plain', input: 'hello' }), 'compacted')
})

it('conversations', async () => {
  const items = [
    { role: 'user', content: 'hello' },
    { role: 'assistant', content: 'Hello!' },
  ]
  const { id } = await judged(post('/v1/conversations', { items, metadata: { a: 'b' } }), 'conversation')
  await judged(get(`/v1/conversations/${id}`), 'conversation')
  await judged(post('/v1/responses', { model: 'openai/thinking.tools-2', input: 'hello', conversation: id }), 'response')
  const { data } = await judged(get(`/v1/conversations/${id}/items`), 'conversationItems')
  for (const item of data) await judged(get(`/v1/conversations/${id}/items/${item.id}`), 'conversationItem')
  await judged(get(`/v1/conversations/${id}/items/${data[0].id}`, {}, 'DELETE'), 'conversation')
  await judged(get(`/v1/conversations/${id}`, {}, 'DELETE'), 'conversationDeleted')
  await judged(get(`/v1/conversations/${id}`), 'openaiError', 404)
})

it('texts, vectors and verdicts', async () => {
  await judged(post('/v1/completions', { model: 'plain', prompt: 'hello' }), 'completion')
  const streamed = await post('/v1/completions', { model: 'plain', prompt: 'hello', stream: true, stream_options: { include_usage: true } })
  judgeStream(await streamed.text(), 'completions, streamed', 'completionChunk')
  await judged(post('/v1/embeddings', { model: 'embeds', input: ['a', 'b'] }), 'embeddings')
  await judged(post('/v1beta/models/embeds:embedContent', { content: contents[0] }), 'geminiEmbedding')
  const requests = [{ model: 'models/embeds', content: contents[0] }]
  await judged(post('/v1beta/models/embeds:batchEmbedContents', { requests }), 'geminiEmbeddings')
  await judged(post('/v1/moderations', { model: 'judges', input: ['a', 'b'] }), 'moderation')
  await judged(post('/v1/embeddings', { model: 'embeds' }), 'openaiError', 400)
})

it('pictures', async () => {
  const model = 'draws.tokens-50x400'
  const png: [string, Buffer] = ['a.png', Buffer.from('\x89PNG', 'latin1')]
  await judged(post('/v1/images/generations', { model, prompt: 'a cat' }), 'images')
  await judged(send('/v1/images/edits', { model, prompt: 'a cat' }, { image: png }), 'images')
  await judged(send('/v1/images/variations', { model }, { image: png }), 'images')
  const streamed = await post('/v1/images/generations', { model, prompt: 'a cat', stream: true, partial_images: 1 })
  judgeStream(await streamed.text(), 'pictures, streamed', 'imageEvent')
  await judged(post('/v1/images/generations', { model }), 'openaiError', 400)
})

it('sound', async () => {
  const file: [string, Buffer] = ['a.wav', aWave(1)]
  const hears = (more: Record<string, string> = {}, path = 'transcriptions') =>
    send(`/v1/audio/${path}`, { model: 'hears', ...more }, { file })
  await judged(hears(), 'transcription')
  await judged(hears({ response_format: 'verbose_json' }), 'transcriptionVerbose')
  await judged(hears({}, 'translations'), 'translation')
  judgeStream(await (await hears({ stream: 'true', model: 'hears.tokens-30x12' })).text(), 'transcript, streamed', 'transcriptionEvent')
  await judged(post('/v1/audio/speech', { model: 'hears' }), 'openaiError', 400)
})

it('files', async () => {
  const { id } = await judged(send('/v1/files', { purpose: 'user_data' }, { file: ['a.txt', Buffer.from('hello')] }), 'file')
  await judged(get(`/v1/files/${id}`), 'file')
  await judged(get('/v1/files'), 'files')
  await judged(get(`/v1/files/${id}`, {}, 'DELETE'), 'fileDeleted')
  await judged(get(`/v1/files/${id}`), 'openaiError', 404)
  const begun = { purpose: 'user_data', filename: 'b.txt', bytes: 5, mime_type: 'text/plain' }
  const upload = await judged(post('/v1/uploads', begun), 'upload')
  const part = await judged(send(`/v1/uploads/${upload.id}/parts`, {}, { data: ['b', Buffer.from('hello')] }), 'uploadPart')
  await judged(post(`/v1/uploads/${upload.id}/complete`, { part_ids: [part.id] }), 'upload')
})

it('all of this is what the newest packages of the vendors say', async () => {
  expect(judge.size()).toBeGreaterThan(400)
  expect(await judge.faults()).toEqual([])
})
