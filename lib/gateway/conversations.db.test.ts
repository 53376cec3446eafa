import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { runningResponse, runningResponses } from '@/lib/responses/background/running-response'
import { eraseThreads } from '@/lib/responses/threads/erase-threads'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI
let stranger: OpenAI

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [anUpstream(url), anUpstream(url, { name: 'native', protocol: 'openai-responses' })]
  const words = ['plain', 'thinking', 'tools-2', 'echobody', 'slow-50x80', 'slow-50x20', 'status-500', 'slow-10x8.cut-3']
  const native = (id: string) => ({ id: `native.${id}`, targets: [{ upstream: 'native', upstreamModel: id }] })
  const limits = { name: 'default', rpm: 1_000_000, tpm: 1_000_000_000, weeklyTokens: 1_000_000_000 }
  const models = words.flatMap((id) => [{ id }, native(id)])
  await gateway.apply({ ...catalogOf(upstreams, models), groups: [limits] })
  caller = await gateway.caller({ cash: 100_000n * unit })
  client = clientOf(caller)
  stranger = clientOf(await gateway.caller())
})
afterAll(async () => {
  await vi.waitFor(async () => expect((await pool().query('select id from open_holds')).rows).toEqual([]), 5000)
  expect(await verifyBooks()).toEqual([])
  await gateway.stop()
})

const clientOf = ({ secret }: TestCaller) => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: secret, maxRetries: 0 })
const message = (text: string, role: 'user' | 'assistant' = 'user') => ({ type: 'message' as const, role, content: text })
const ask = (conversation: string, model = 'plain', more: Partial<OpenAI.Responses.ResponseCreateParamsNonStreaming> = {}) =>
  client.responses.create({ model, input: 'hello', conversation, ...more })
const itemsOf = async (id: string) => (await client.conversations.items.list(id, { order: 'asc', limit: 100 })).data
const free = (id: string) =>
  vi.waitFor(
    async () =>
      expect((await pool().query('select taken_by from response_threads where id = $1', [id])).rows).toEqual([{ taken_by: null }]),
    { timeout: 10_000, interval: 20 },
  )
const saidTo = async (model: string, conversation: string) =>
  (await ask(conversation, `${model}echobody`, { input: 'what did I say?' })).output_text

describe('a conversation', () => {
  it('is created, changed, found and deleted by its owner alone', async () => {
    const made = await client.conversations.create({ metadata: { topic: '猫' }, items: [message('hi')] })
    expect(made).toMatchObject({ id: expect.stringMatching(/^conv_\w{20}$/), object: 'conversation', metadata: { topic: '猫' } })
    expect(await client.conversations.update(made.id, { metadata: { topic: 'dogs' } })).toMatchObject({ metadata: { topic: 'dogs' } })
    expect(await client.conversations.retrieve(made.id)).toMatchObject({
      id: made.id,
      metadata: { topic: 'dogs' },
      created_at: made.created_at,
    })
    const [item] = await itemsOf(made.id)
    const id = item?.id ?? ''
    for (const asked of [
      () => stranger.conversations.retrieve(made.id),
      () => stranger.conversations.update(made.id, { metadata: {} }),
      () => stranger.conversations.delete(made.id),
      () => stranger.conversations.items.list(made.id),
      () => stranger.conversations.items.create(made.id, { items: [message('x')] }),
      () => stranger.conversations.items.retrieve(id, { conversation_id: made.id }),
      () => stranger.conversations.items.delete(id, { conversation_id: made.id }),
      () => stranger.responses.create({ model: 'plain', input: 'x', conversation: made.id }),
      () => stranger.responses.inputTokens.count({ model: 'plain', input: 'x', conversation: made.id }),
      () => client.conversations.retrieve('conv_unknown'),
      () => client.responses.create({ model: 'plain', input: 'x', conversation: 'conv_unknown' }),
    ])
      await expect(asked()).rejects.toMatchObject({ status: 404 })
    expect(await client.conversations.delete(made.id)).toMatchObject({ id: made.id, object: 'conversation.deleted', deleted: true })
    await expect(client.conversations.retrieve(made.id)).rejects.toMatchObject({ status: 404 })
    expect((await pool().query('select from response_thread_items where thread_id = $1', [made.id])).rowCount).toBe(0)
  })

  it('has items that are added, listed page by page, found and deleted', async () => {
    const { id } = await client.conversations.create()
    for (const part of [0, 1, 2]) {
      const items = Array.from({ length: 3 }, (_, at) => message(`text ${part * 3 + at}`))
      expect((await client.conversations.items.create(id, { items })).data).toHaveLength(3)
    }
    const texts = (items: OpenAI.Conversations.ConversationItem[]) =>
      items.map((item) => (item.type === 'message' && item.content[0]?.type === 'input_text' ? item.content[0].text : item.type))
    const all: OpenAI.Conversations.ConversationItem[] = []
    for await (const item of client.conversations.items.list(id, { order: 'asc', limit: 2 })) all.push(item)
    expect(texts(all)).toEqual(Array.from({ length: 9 }, (_, at) => `text ${at}`))
    expect(texts((await client.conversations.items.list(id, { limit: 2 })).data)).toEqual(['text 8', 'text 7'])
    const third = all[2]?.id ?? ''
    expect(texts([await client.conversations.items.retrieve(third, { conversation_id: id })])).toEqual(['text 2'])
    expect(await client.conversations.items.delete(third, { conversation_id: id })).toMatchObject({ id, object: 'conversation' })
    await expect(client.conversations.items.retrieve(third, { conversation_id: id })).rejects.toMatchObject({ status: 404 })
    await expect(client.conversations.items.delete(third, { conversation_id: id })).rejects.toMatchObject({ status: 404 })
    expect(await itemsOf(id)).toHaveLength(8)
    const { rows } = await pool().query(
      'select t.bytes = length(t.sealed) + (select sum(i.bytes) from response_thread_items i where i.thread_id = t.id) as same from response_threads t where id = $1',
      [id],
    )
    expect(rows).toEqual([{ same: true }])
  })

  it('has no page after an id that cannot be one', async () => {
    const { id } = await client.conversations.create()
    await expect(client.conversations.items.list(id, { after: 'a\0b' })).rejects.toMatchObject({ status: 400 })
  })

  it.each(['constructor', 'toString', '__proto__'])(
    'gives an item of a type that nobody knows an id by which it is found: %s',
    async (type) => {
      const { id } = await client.conversations.create()
      const { data } = await client.conversations.items.create(id, { items: [{ type } as never] })
      const [{ id: item } = { id: '' }] = data as { id: string }[]
      expect(item).toMatch(/^msg_\w{20}$/)
      expect(await client.conversations.items.retrieve(item, { conversation_id: id })).toMatchObject({ type, id: item })
    },
  )

  it('is unreadable in the database', async () => {
    const { id } = await client.conversations.create({ metadata: { a: 'secret' }, items: [message('a secret word')] })
    const { rows } = await pool().query(
      'select sealed from response_threads where id = $1 union all select sealed from response_thread_items where thread_id = $1',
      [id],
    )
    expect(rows).toHaveLength(2)
    for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('secret')
  })
})

describe.each(['', 'native.'])('a response of a conversation, of an upstream %s', (kind) => {
  it('goes on from its items, and its input and output are added', async () => {
    const { id } = await client.conversations.create({ items: [message('my name is 小明')] })
    const first = await ask(id, `${kind}tools-2`)
    expect(first).toMatchObject({ status: 'completed', conversation: { id } })
    const stream = client.responses.stream({ model: `${kind}thinking`, input: 'and then?', conversation: id })
    expect((await stream.finalResponse()).conversation).toEqual({ id })
    expect((await itemsOf(id)).map(({ type }) => type)).toEqual([
      'message',
      'message',
      ...first.output.map(({ type }) => type),
      'message',
      'reasoning',
      'message',
    ])
    const said = await saidTo(kind, id)
    for (const each of ['小明', 'hello', 'Shanghai', 'and then?', textOf(8), 'what did I say?']) expect(said).toContain(each)
    expect(said.indexOf('小明')).toBeLessThan(said.indexOf('and then?'))
    expect(JSON.parse(said)).not.toHaveProperty('conversation')
    const { input_tokens: counted } = await client.responses.inputTokens.count({ model: 'plain', input: 'x', conversation: id })
    expect(counted).toBeGreaterThan((await client.responses.inputTokens.count({ model: 'plain', input: 'x' })).input_tokens + 30)
  })

  it('that fails, breaks or is left adds nothing, and the next one may come', async () => {
    const { id } = await client.conversations.create()
    await expect(ask(id, `${kind}status-500`)).rejects.toMatchObject({ status: 502 })
    await expect(ask(id, 'unknown')).rejects.toMatchObject({ status: 404 })
    await expect(ask(id, `${kind}plain`, { max_output_tokens: 0 })).rejects.toMatchObject({ status: 400 })
    const cut = client.responses.stream({ model: `${kind}slow-10x8.cut-3`, input: 'x', conversation: id })
    await expect(cut.finalResponse()).rejects.toThrow()
    await free(id)
    const left = await client.responses.create({ model: `${kind}slow-50x80`, input: 'x', conversation: id, stream: true })
    for await (const event of left) if (event.type === 'response.output_text.delta') break
    await free(id)
    expect(await itemsOf(id)).toEqual([])
    await ask(id, `${kind}plain`)
    expect(await itemsOf(id)).toHaveLength(2)
  })

  it('is the only one at a time', async () => {
    const { id } = await client.conversations.create()
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => ask(id, `${kind}slow-50x20`)))
    const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(refused).toHaveLength(5)
    for (const each of refused) expect(each).toMatchObject({ status: 409, code: 'busy', param: 'conversation' })
    expect(await itemsOf(id)).toHaveLength(2)
  })

  it('is added from the background when it is whole', async () => {
    const { id } = await client.conversations.create()
    const first = await ask(id, `${kind}slow-50x20`, { background: true })
    expect(first.conversation).toEqual({ id })
    await expect(ask(id)).rejects.toMatchObject({ status: 409 })
    await runningResponse(first.id)?.forgotten
    expect(await itemsOf(id)).toHaveLength(2)
    const second = await ask(id, `${kind}slow-50x80`, { background: true })
    await client.responses.cancel(second.id)
    await runningResponse(second.id)?.forgotten
    await free(id)
    expect(await itemsOf(id)).toHaveLength(2)
    await ask(id, `${kind}plain`)
    expect(await itemsOf(id)).toHaveLength(4)
  })
})

it('a conversation that is deleted while it is answered takes nothing, and the answer says so', async () => {
  const { id } = await client.conversations.create()
  const asked = ask(id, 'slow-50x20')
  await vi.waitFor(async () => expect((await pool().query('select from response_threads where taken_by is not null')).rowCount).toBe(1))
  await client.conversations.delete(id)
  expect(await asked).toMatchObject({ status: 'completed', conversation: null })
  expect((await pool().query('select from response_thread_items where thread_id = $1', [id])).rowCount).toBe(0)
})

it('a conversation that a process has left behind is free again', async () => {
  const { id } = await client.conversations.create()
  const taken = (by: string, at: string) =>
    pool().query(`update response_threads set taken_by = 'call_gone', taken_in = $2, taken_at = now() - $3::interval where id = $1`, [
      id,
      by,
      at,
    ])
  await taken('prs_gone', '1 second')
  expect((await ask(id)).status).toBe('completed')
  await taken('prs_gone', '3 hours')
  expect((await ask(id)).status).toBe('completed')
})

it('a conversation is erased when nobody goes on with it, and with its user', async () => {
  const by = await gateway.caller()
  const [old, young] = [await clientOf(by).conversations.create({ items: [message('x')] }), await clientOf(by).conversations.create()]
  await pool().query("update response_threads set used_at = now() - interval '31 days' where id = $1", [old.id])
  await expect(clientOf(by).conversations.retrieve(old.id)).rejects.toMatchObject({ status: 404 })
  await eraseThreads()
  const left = async () => (await pool().query('select id from response_threads where user_id = $1', [by.userId])).rows
  expect(await left()).toEqual([{ id: young.id }])
  await eraseThreads(0)
  expect(await left()).toEqual([])
})

describe('what is refused', () => {
  const post = (path: string, body: object) => gateway.post(caller, body, { path: `/v1/${path}` })
  let id: string
  beforeAll(async () => {
    id = (await client.conversations.create()).id
  })

  it.each([
    ['metadata', { metadata: 5 }],
    ['metadata', { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [at, 'x'])) }],
    ['metadata.a', { metadata: { a: 5 } }],
    ['metadata.a', { metadata: { a: 'x'.repeat(513) } }],
    ['items', { items: 'x' }],
    ['items[0].role', { items: [{ role: 'robot', content: 'x' }] }],
    ['items', { items: Array.from({ length: 21 }, () => message('x')) }],
  ])('%s is named when it is wrong', async (param, body) => {
    expect(await told(post('conversations', body))).toMatchObject({ status: 400, param })
  })

  it.each([
    ['conversation', { conversation: 5 }],
    ['conversation', { conversation: {} }],
    ['conversation', { previous_response_id: 'resp_1' }],
  ])('%s is named in a response', async (param, body) => {
    expect(await told(post('responses', { model: 'plain', input: 'x', conversation: id, ...body }))).toMatchObject({ status: 400, param })
  })

  it('is what no conversation holds', async () => {
    await pool().query('update response_threads set places = 5000 where id = $1', [id])
    expect(await told(post(`conversations/${id}/items`, { items: [message('x')] }))).toMatchObject({
      status: 409,
      code: 'conversation_full',
    })
    expect(await told(post('responses', { model: 'plain', input: 'x', conversation: id }))).toMatchObject({
      status: 409,
      param: 'conversation',
    })
    await free(id)
    const odd = await fetch(`${gateway.url}/v1/conversations/%00`, { headers: { authorization: `Bearer ${caller.secret}` } })
    expect(odd.status).toBe(404)
    expect(runningResponses()).toEqual([])
  })
})
