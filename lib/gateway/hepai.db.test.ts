import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'

let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url), anUpstream(gateway.upstream.url, { name: 'claude', protocol: 'anthropic' })],
      [
        { id: 'hepai/deepseek-r1:671b', ownedBy: ['someone@ihep.ac.cn'] },
        { id: 'hepai/bge-m3:latest', mode: 'embedding', aliases: ['bge+m3'] },
        { id: 'hepai/bge-reranker-v2-m3:latest', mode: ['rerank', 'embedding'] },
        { id: 'listener', mode: 'transcription' },
        { id: 'painter', mode: 'image', price: { perImage: '0.5' } },
        { id: 'hidden', groups: ['staff'] },
      ],
      [{ name: 'staff' }],
    ),
  )
  caller = await gateway.caller()
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const chat = 'hepai/deepseek-r1:671b'
const messages = [{ role: 'user', content: 'hello' }]
const post = (path: string, body: object | string = {}, from = caller) => gateway.post(from, body, { path: `/apiv2/${path}` })
const gate = (model: string, name: string, kwargs?: object) =>
  post(`worker/unified_gate/?model=${model}&function=${name}`, kwargs ? { kwargs } : {})
const info = async (name: string) => (await post('worker/get_worker_info', { worker_id: null, model_name: name })).json()
const get = async (path: string, from = caller) =>
  (await fetch(`${gateway.url}/apiv2/${path}`, { headers: { authorization: `Bearer ${from.secret}` } })).json()

/** The members that every version of the client has in its records, which are made of what comes, member by member. */
const known = {
  worker: ['id', 'type', 'network_info', 'resource_info', 'status_info', 'check_heartbeat', 'last_heartbeat', 'metadata'],
  resource: ['name', 'type', 'version', 'description', 'author', 'groups', 'users', 'functions'].map((name) => `model_${name}`),
  status: ['speed', 'queue_length', 'status'],
  page: ['object', 'data', 'first_id', 'last_id', 'has_more', 'offset', 'total', 'page_number'],
}

describe('a worker', () => {
  it.each([
    [chat, 'llm', ['chat_completions', 'anthropic_messages']],
    ['hepai/bge-m3:latest', 'common', ['embeddings']],
    ['bge+m3', 'common', ['embeddings']],
    ['hepai/bge-reranker-v2-m3:latest', 'common', ['rerank', 'embeddings']],
    ['listener', 'common', ['audio_transcriptions']],
    ['auto', 'llm', ['chat_completions']],
  ])('%s is told under the name that was asked for, in members that every client knows', async (name, type, functions) => {
    const worker = await info(name)
    expect(known.worker).toEqual(expect.arrayContaining(Object.keys(worker)))
    const [resource, ...more] = worker.resource_info
    expect(more).toEqual([])
    expect(known.resource).toEqual(expect.arrayContaining(Object.keys(resource)))
    expect(known.status).toEqual(expect.arrayContaining(Object.keys(worker.status_info)))
    expect(worker).toMatchObject({ type, metadata: {}, last_heartbeat: expect.any(Number), status_info: { status: 'ready' } })
    expect(resource.model_name).toBe(name)
    expect(resource.model_functions).toEqual(expect.arrayContaining([...functions, 'get_register_functions', '__call__']))
    expect(await (await post('worker/get_worker_info', { worker_id: worker.id })).json()).toMatchObject({ id: worker.id })
  })

  it.each([{ model_name: 'nothing' }, { model_name: 'hidden' }, { worker_id: 'wk-1' }])('%j is not there for this caller', async (body) => {
    const answer = await post('worker/get_worker_info', body)
    const { error, detail } = (await answer.json()) as { error: { message: string }; detail: string }
    expect({ status: answer.status, detail }).toEqual({ status: 404, detail: error.message })
  })

  it.each([{}, { model_name: 7 }, { worker_id: 7 }, { model_name: null, worker_id: null }])('%j names none', async (body) => {
    expect(await told(post('worker/get_worker_info', body))).toMatchObject({ status: 400, param: 'model_name' })
  })

  it('is listed for those who may use its model', async () => {
    const page = await get('worker/list_workers')
    expect(known.page).toEqual(expect.arrayContaining(Object.keys(page)))
    const names = page.data.map((worker: { resource_info: { model_name: string }[] }) => worker.resource_info[0]?.model_name)
    expect(names).toEqual(expect.arrayContaining(['auto', chat, 'hepai/bge-m3:latest']))
    expect(names).not.toContain('hidden')
    const only = await gateway.caller({ key: { models: ['listener'] } })
    const few = await get('worker/list_workers', only)
    expect(few.data.map((worker: { resource_info: { model_name: string }[] }) => worker.resource_info[0]?.model_name)).toEqual([
      'auto',
      'listener',
    ])
    expect((await get('worker/refresh_all_workers')).workers).toBe(page.data.length)
    expect(await get('agents/list_agents')).toMatchObject({ object: 'list', data: [] })
  })

  it('tells how it is, and nobody stops it with a key', async () => {
    const { id } = await info(chat)
    expect(await (await post('worker/get_worker_status', { worker_id: id, refresh: true })).json()).toEqual({
      speed: 0,
      queue_length: 0,
      status: 'ready',
    })
    expect(await told(post('worker/stop_worker', { worker_id: id, permanent: true }))).toMatchObject({ status: 403, code: 'forbidden' })
  })
})

describe('the gate', () => {
  it.each([
    `worker/unified_gate/?model=${chat}&function=chat_completions`,
    `worker/unified_gate?function=chat_completions&model=${encodeURIComponent(chat)}`,
    `worker/unified_gate/chat_completions?model=${chat}`,
    `worker/unified_gate/${chat}/chat_completions`,
    `worker/unified_gate/${encodeURIComponent(chat)}/chat_completions/`,
    `worker/unified_gate/?model=${chat}`,
    `worker/unified_gate/?model=${chat}&function=__call__`,
    `worker_unified_gate/?model=${chat}&function=chat_completions`,
    `worker_unified_gate/chat_completions?model=${chat}`,
    `worker_unified_gate/${chat}/chat_completions`,
  ])('%s answers a chat without being sent elsewhere, billed as every chat is', async (path) => {
    const answer = await gateway.post(caller, { args: [], kwargs: { messages } }, { path: `/apiv2/${path}`, redirect: 'manual' })
    expect(answer.status).toBe(200)
    const json = await answer.json()
    expect(json).toMatchObject({ object: 'chat.completion', model: chat, choices: [{ message: { role: 'assistant' } }] })
    const record = await gateway.record(answer.headers.get('x-request-id'))
    expect(record).toMatchObject({ endpoint: 'chat/completions', model: chat, status: 200 })
    expect(Number(record.charge)).toBe(json._cost * 1e9)
  })

  it('streams what a chat streams, and the key that some send along goes nowhere', async () => {
    const answer = await gate(chat, 'chat_completions', { messages, stream: true, api_key: 'sk-mine', model: 'another' })
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(text).toMatch(/^data: \{.*"chat.completion.chunk"/)
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true)
    expect(JSON.stringify(gateway.upstream.calls().at(-1))).not.toContain('sk-mine')
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ model: chat, stream: true, status: 200 })
  })

  it('takes what comes without a name in the order that the function tells', async () => {
    const path = `worker/unified_gate/?model=${chat}&function=chat_completions`
    expect((await post(path, { args: [messages] })).status).toBe(200)
    expect(await told(post(path, { args: [messages, false, 1] }))).toMatchObject({ status: 400, param: 'args' })
    const functions = await (await gate(chat, 'get_register_functions')).json()
    expect(functions[0]).toEqual({
      __name__: 'chat_completions',
      __doc__: expect.any(String),
      __signature__: [
        { name: 'messages', type: 'list', default: null },
        { name: 'stream', type: 'bool', default: null },
      ],
      __return__: 'dict',
    })
    expect(await (await gate('bge+m3', 'get_info')).json()).toMatchObject({ name: 'bge+m3', functions: ['embeddings'] })
  })

  it.each<[string, string, object, string]>([
    ['hepai/bge-m3:latest', 'embeddings', { input: 'hello', model: 'hepai/bge-m3:latest' }, 'embeddings'],
    ['bge+m3', 'embeddings', { input: 'hello' }, 'embeddings'],
    ['hepai/bge-reranker-v2-m3:latest', 'rerank', { query: 'a', documents: ['a', 'b'] }, 'rerank'],
    ['hepai/bge-reranker-v2-m3:latest', 'embeddings', { input: 'hello' }, 'embeddings'],
    ['painter', 'image_generations', { prompt: 'a cat' }, 'images/generations'],
    [chat, 'completions', { prompt: 'hello' }, 'completions'],
    [chat, 'responses', { input: 'hello' }, 'responses'],
    [chat, 'anthropic_messages', { messages, max_tokens: 50 }, 'messages'],
  ])('%s %s goes the way of its endpoint', async (model, name, kwargs, endpoint) => {
    const answer = await gate(model, name, kwargs)
    expect(answer.status).toBe(200)
    const json = await answer.json()
    const record = await gateway.record(answer.headers.get('x-request-id'))
    expect(record).toMatchObject({ endpoint, model, status: 200 })
    expect(Number(record.charge)).toBeGreaterThan(0)
    expect(Number(record.charge)).toBe(Math.round(json._cost * 1e9))
  })

  it('counts free of charge', async () => {
    expect(await (await gate(chat, 'anthropic_count_tokens', { messages })).json()).toEqual({ input_tokens: expect.any(Number) })
  })

  it('takes a file beside what else is told', async () => {
    const form = new FormData()
    form.set('kwargs[response_format]', 'json')
    form.set('kwargs[api_key]', 'sk-mine')
    form.set('file', new Blob([wav]), 'said.wav')
    const answer = await fetch(`${gateway.url}/apiv2/worker/unified_gate/?model=listener&function=audio_transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${caller.secret}` },
      body: form,
    })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ text: expect.any(String) })
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ endpoint: 'audio/transcriptions', model: 'listener' })
  })

  it.each<[string, object, number, string]>([
    ['?function=chat_completions', {}, 400, 'model_missing'],
    ['', {}, 400, 'model_missing'],
    [`?model=${chat}&function=fly`, {}, 404, 'unknown_endpoint'],
    ['?model=nothing&function=interface', {}, 404, 'model_not_found'],
    ['?model=hidden&function=chat_completions', { kwargs: { messages } }, 404, 'model_not_found'],
    ['?model=hidden&function=get_info', {}, 404, 'model_not_found'],
    ['?model=listener&function=chat_completions', { kwargs: { messages } }, 400, 'invalid_request'],
    [`?model=${chat}&function=chat_completions`, { args: 'x' }, 400, 'invalid_request'],
    [`?model=${chat}&function=chat_completions`, { kwargs: ['x'] }, 400, 'invalid_request'],
    [`?model=${chat}&function=chat_completions`, {}, 400, 'invalid_request'],
    [`?model=%E0%A4%A&function=chat_completions`, { kwargs: { messages } }, 404, 'model_not_found'],
  ])('%s with %j is refused, with the words in both places', async (query, body, status, code) => {
    const answer = await post(`worker/unified_gate/${query}`, body)
    const json = (await answer.json()) as { error: { code: string; message: string }; detail: string }
    expect({ status: answer.status, code: json.error.code }).toEqual({ status, code })
    expect(json.detail).toBe(json.error.message)
  })

  it('has no second way to pay: an empty wallet is refused, and a repeat is answered once', async () => {
    const poor = await gateway.caller({ cash: 0n })
    const path = `/apiv2/worker/unified_gate/?model=${chat}&function=chat_completions`
    expect(await told(gateway.post(poor, { kwargs: { messages } }, { path }))).toMatchObject({ status: 402, code: 'insufficient_quota' })
    const repeat = (at: string) => gateway.post(caller, { kwargs: { messages } }, { path: at, headers: { 'idempotency-key': 'gate-1' } })
    const first = await (await repeat(path)).text()
    expect(await (await repeat(path)).text()).toBe(first)
    expect((await repeat('/apiv2/worker/unified_gate/?model=auto&function=chat_completions')).status).toBe(409)
  })
})

describe('the addresses', () => {
  it.each(['anthropic/messages', 'anthropic/v1/messages', 'v1/messages'])('%s speaks as Anthropic does', async (path) => {
    const body = { model: chat, max_tokens: 20, messages }
    const answer = await fetch(`${gateway.url}/apiv2/${path}?beta=true`, {
      method: 'POST',
      headers: { 'x-api-key': caller.secret, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(await answer.json()).toMatchObject({ type: 'message', role: 'assistant', model: chat })
    expect(await (await post(`${path}/count_tokens`, body)).json()).toEqual({ input_tokens: expect.any(Number) })
  })

  it('swallow what Claude Code reports of itself', async () => {
    const answer = await post('anthropic/api/event_logging/batch', { events: [{ event_type: 'x' }] })
    expect([answer.status, await answer.json()]).toEqual([200, {}])
  })

  it('are there below /apiv2 alone, and no key is as good as the word for none', async () => {
    expect((await gateway.post(caller, {}, { path: '/v1/worker/get_worker_info' })).status).toBe(404)
    expect(await told(post('worker/get_worker_info', {}, { ...caller, secret: 'NOT_GIVEN' }))).toMatchObject({
      status: 401,
      code: 'key_missing',
    })
  })
})

/** A second of silence. */
const wav = (() => {
  const bytes = Buffer.alloc(44 + 16_000)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(16_000, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(16_000, 40)
  return bytes
})()
