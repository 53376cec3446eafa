import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [anUpstream(url), anUpstream(url, { name: 'native', protocol: 'openai-responses' })]
  const native = (words: string) => ({ id: `native.${words}`, targets: [{ upstream: 'native', upstreamModel: words }] })
  const models = ['plain', 'echobody', 'counts-4711'].flatMap((id) => [{ id }, native(id)])
  const limits = { name: 'default', rpm: 1_000_000, tpm: 1_000_000_000, weeklyTokens: 1_000_000_000 }
  const shared = {
    id: 'shared',
    cache: { ttlSeconds: 600, share: 10, scope: 'everyone', keys: 'all' },
    targets: [{ upstream: 'fake', upstreamModel: 'plain' }],
  }
  await gateway.apply({ ...catalogOf(upstreams, [...models, shared]), groups: [limits] })
  caller = await gateway.caller({ cash: 100_000n * unit })
  client = clientOf(caller)
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const clientOf = ({ secret }: TestCaller) => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: secret, maxRetries: 0 })
/** What the upstream was sent. */
const bodySent = async (model: string, body: object): Promise<Record<string, unknown>> =>
  JSON.parse((await client.responses.create({ model, store: false, ...body })).output_text)

describe('input_tokens', () => {
  const count = (model: string, more: object = {}) => client.responses.inputTokens.count({ model, input: 'hello', ...more })

  it.each([
    ['native.counts-4711', 4711],
    ['native.plain', 10],
    ['plain', 10],
  ])('of %s says %i, and costs nothing', async (model, wanted) => {
    const { rows: before } = await pool().query('select count(*)::int as n from usage_records')
    expect(await count(model)).toEqual({ object: 'response.input_tokens', input_tokens: wanted })
    const { rows } = await pool().query('select count(*)::int as n from usage_records')
    expect(rows).toEqual(before)
  })

  it('takes a stored item once, so that a short body stands for no more than what is stored', async () => {
    const id = 'msg_named_often'
    await client.responses.create({ model: 'plain', input: [{ id, type: 'message', role: 'user', content: 'hello' } as never] })
    const naming = (times: number) => Array.from({ length: times }, () => ({ type: 'item_reference' as const, id }))
    expect((await count('plain', { input: naming(1) })).input_tokens).toBeGreaterThan(0)
    const wrong = { status: 400, param: 'input[1].id' }
    await expect(count('plain', { input: naming(2) })).rejects.toMatchObject(wrong)
    await expect(client.responses.create({ model: 'plain', input: naming(2) })).rejects.toMatchObject(wrong)
    await expect(count('plain', { input: naming(10_001) })).rejects.toMatchObject({ status: 400, param: 'input' })
    await expect(client.conversations.create({ items: naming(2) as never })).rejects.toMatchObject(wrong)
  })

  it('counts what a model reads beside the new input', async () => {
    const bare = (await count('plain')).input_tokens
    expect((await count('plain', { instructions: 'Be brief and kind.' })).input_tokens).toBeGreaterThan(bare)
    expect(
      (await count('plain', { tools: [{ type: 'function', name: 'f', parameters: {}, strict: false }] })).input_tokens,
    ).toBeGreaterThan(bare)
    const { id } = await client.responses.create({ model: 'plain', input: 'long '.repeat(500) })
    expect((await count('plain', { previous_response_id: id })).input_tokens).toBeGreaterThan(500)
    expect((await count('plain', { previous_response_id: id, input: undefined })).input_tokens).toBeGreaterThan(500)
  })

  it('is refused by name', async () => {
    await expect(count('unknown')).rejects.toMatchObject({ status: 404 })
    await expect(client.responses.inputTokens.count({ model: 'plain' })).rejects.toMatchObject({ status: 400, param: 'input' })
    await expect(client.responses.inputTokens.count({ input: 'x' })).rejects.toMatchObject({ status: 400, code: 'model_missing' })
    await expect(count('plain', { previous_response_id: 'resp_unknown' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('a conversation made short', () => {
  const input = [
    { type: 'message' as const, role: 'user' as const, content: 'my name is 小明' },
    { type: 'message' as const, role: 'assistant' as const, content: 'a long story' },
  ]

  it('by the upstream’s own means is its answer, under our id, and charged', async () => {
    const { data, response } = await client.responses.compact({ model: 'native.plain', input }).withResponse()
    expect(data).toMatchObject({ object: 'response.compaction', id: expect.stringMatching(/^resp_\w{20}$/) })
    expect(data.output).toMatchObject([
      { role: 'user', content: 'my name is 小明' },
      { type: 'compaction', encrypted_content: 'c2hvcnQ' },
    ])
    const { input_tokens: read, output_tokens: written } = data.usage
    expect((data as unknown as { _cost: number })._cost).toBe((read + written * 2) / 1000)
    expect(await gateway.record(response.headers.get('x-request-id'))).toMatchObject({ endpoint: 'responses/compact', status: 200 })
  })

  it('is a summary at any other model, which its user alone can send back', async () => {
    const first = await client.responses.create({ model: 'plain', input })
    const short = await client.responses.compact({ model: 'plain', previous_response_id: first.id, input: 'and now?' })
    expect(short.output).toMatchObject([{ content: 'my name is 小明' }, { role: 'user' }, { type: 'compaction' }])
    const item = short.output.at(-1) as OpenAI.Responses.ResponseCompactionItem
    expect(Buffer.from(item.encrypted_content, 'base64url').toString('latin1')).not.toContain('river')
    const next = [...short.output, { role: 'user', content: 'go on' }] as OpenAI.Responses.ResponseInput
    for (const model of ['echobody', 'native.echobody']) {
      const said = JSON.stringify(await bodySent(model, { input: next }))
      for (const each of ['小明', 'and now?', 'A summary of the conversation so far', textOf(8), 'go on']) expect(said).toContain(each)
      expect(said).not.toContain('encrypted_content')
      expect(said).not.toContain('a long story')
    }
    const stranger = clientOf(await gateway.caller())
    await expect(stranger.responses.create({ model: 'plain', input: next })).rejects.toMatchObject({
      status: 400,
      param: 'input[2].encrypted_content',
    })
    const asked = await bodySent('echobody', { input: 'x' })
    expect(JSON.stringify(asked)).not.toContain('Sum up')
  })

  it('goes on in a later response that stored it', async () => {
    const short = await client.responses.compact({ model: 'plain', input })
    const stored = await client.responses.create({ model: 'plain', input: short.output as OpenAI.Responses.ResponseInput })
    const said = JSON.stringify(await bodySent('echobody', { input: 'x', previous_response_id: stored.id }))
    expect(said).toContain('A summary of the conversation so far')
  })

  it('comes from no cache, since nobody else could send it back', async () => {
    const other = await gateway.caller({ cash: 1000n * unit })
    for (const by of [caller, other]) {
      const made = await gateway.post(by, { model: 'shared', input, store: false }, { path: '/v1/responses/compact' })
      const { output } = (await made.json()) as OpenAI.Responses.CompactedResponse
      const next = {
        model: 'plain',
        input: [...output, { role: 'user', content: 'go on' }],
      } as OpenAI.Responses.ResponseCreateParamsNonStreaming
      expect((await clientOf(by).responses.create(next)).status).toBe('completed')
    }
  })

  it.each(['stream', 'background', 'conversation'])('has no %s', async (param) => {
    const body = { model: 'plain', input: 'x', [param]: param === 'conversation' ? 'conv_1' : true }
    expect(await told(gateway.post(caller, body, { path: '/v1/responses/compact' }))).toMatchObject({ status: 400, param })
  })
})
