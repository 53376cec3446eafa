import { GoogleGenAI } from '@google/genai'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller
let google: GoogleGenAI
let openai: OpenAI

const embed = (id: string, upstream: string, more: object = {}) => ({
  id: `${upstream}.${id}`,
  mode: 'embedding',
  targets: [{ upstream, upstreamModel: id }],
  ...more,
})
const both = (id: string) => [embed(id, 'fake'), embed(id, 'google')]

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  await gateway.apply(
    catalogOf(
      [anUpstream(url), anUpstream(url.replace(/\/v1$/, ''), { name: 'google', protocol: 'gemini' })],
      [
        ...['embed', 'embed.nousage', 'embed.in-10', 'embed.nobase64', 'embed.status-400'].flatMap(both),
        embed('embed.few', 'google', { fallbacks: ['fake.embed'] }),
        { id: 'lab/either:8b', mode: 'embedding', targets: ['fake', 'google'].map((upstream) => ({ upstream, upstreamModel: 'embed' })) },
        { id: 'plain' },
      ],
    ),
  )
  caller = await gateway.caller()
  google = new GoogleGenAI({ apiKey: caller.secret, httpOptions: { baseUrl: gateway.url } })
  openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: caller.secret, maxRetries: 0 })
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const ask = (model: string, verb: string, body: object, from = caller) =>
  gateway.post(from, body, { path: `/v1beta/models/${model}:${verb}` })
const content = (text: string) => ({ parts: [{ text }] })
const lengths = (each: { values?: number[] }[] | undefined) => each?.map(({ values }) => values?.length)

describe.each(['fake.embed', 'google.embed', 'lab/either:8b'])('vectors of %s', (model) => {
  it('come through Google’s own client, each for its content, and the same ones through OpenAI’s', async () => {
    const texts = ['你好，世界', 'hello 🚀', 'hello 🚀']
    const answer = await google.models.embedContent({ model, contents: texts })
    expect(lengths(answer.embeddings)).toEqual([8, 8, 8])
    expect(answer.embeddings?.[2]).toEqual(answer.embeddings?.[1])
    expect(answer.embeddings?.[0]).not.toEqual(answer.embeddings?.[1])
    expect(answer.usageMetadata?.promptTokenCount).toBeGreaterThan(0)
    const packed = await openai.embeddings.create({ model, input: texts })
    const floats = await openai.embeddings.create({ model, input: texts, encoding_format: 'float' })
    expect(packed.model).toBe(model)
    for (const { data } of [packed, floats])
      expect(data.map(({ index, embedding }) => ({ index, values: [...embedding] }))).toEqual(
        answer.embeddings?.map(({ values }, index) => ({ index, values })),
      )
  })

  it('have the length that was asked for, in either shape', async () => {
    const config = { outputDimensionality: 3, taskType: 'RETRIEVAL_QUERY' }
    expect(lengths((await google.models.embedContent({ model, contents: 'a', config })).embeddings)).toEqual([3])
    const { data } = await openai.embeddings.create({ model, input: 'a', dimensions: 3 })
    expect(data[0]?.embedding).toHaveLength(3)
  })
})

describe.each(['fake', 'google'])('an upstream that speaks as %s', (upstream) => {
  it.each(['embedContent', 'batchEmbedContents'])('%s is held, billed as reported and recorded', async (verb) => {
    const one = { content: content('hello world') }
    const answer = await ask(`${upstream}.embed.in-10`, verb, verb === 'embedContent' ? one : { requests: [one] })
    const json = await answer.json()
    expect(json).toMatchObject({ usageMetadata: { promptTokenCount: 10, totalTokenCount: 10 }, _cost: 0.01 })
    expect(lengths(verb === 'embedContent' ? [json.embedding] : json.embeddings)).toEqual([8])
    expect(json.model).toBeUndefined()
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({
      endpoint: `v1beta/models/{id...}:${verb}`,
      protocol: 'gemini',
      model: `${upstream}.embed.in-10`,
      status: 200,
      input_tokens: 10,
      requests: 1,
      estimated: false,
      charge: 10_000_000n,
    })
  })

  it('that tells no usage is counted here, and says so in the caller’s shape', async () => {
    const model = `${upstream}.embed.nousage`
    const answer = await ask(model, 'embedContent', { content: content('hello world') })
    expect(await answer.json()).toMatchObject({ usageMetadata: { promptTokenCount: 2 } })
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ input_tokens: 2, estimated: true })
    const { usage } = await openai.embeddings.create({ model, input: 'hello world' })
    expect(usage).toEqual({ prompt_tokens: 2, total_tokens: 2 })
  })

  it('says no in the caller’s shape, free of charge', async () => {
    const answer = await ask(`${upstream}.embed.status-400`, 'embedContent', { content: content('a') })
    expect(await answer.json()).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } })
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ charge: 0n })
  })

  it('serves ten of many for a balance of ten', async () => {
    const poor = await gateway.caller({ cash: unit / 10n })
    const asked = () => ask(`${upstream}.embed.in-10`, 'embedContent', { content: content('aaaaaaaaaaaa') }, poor)
    const statuses = Map.groupBy(await Promise.all(Array.from({ length: 40 }, asked)), ({ status }) => status)
    expect([statuses.get(200)?.length, statuses.get(402)?.length]).toEqual([10, 30])
  })
})

it('fewer vectors than contents are no answer', async () => {
  const answer = await ask('google.embed.few', 'batchEmbedContents', { requests: ['a', 'b'].map((text) => ({ content: content(text) })) })
  expect(lengths((await answer.json()).embeddings)).toEqual([8, 8])
  const { attempts } = await gateway.record(answer.headers.get('x-request-id'))
  expect(attempts).toMatchObject([{ reason: 'malformed' }, { status: 200 }])
})

it('members come in both spellings, a content in several parts, and what only Google’s backends can be told goes to them', async () => {
  const requests = [
    { model: 'models/lab/either:8b', content: { role: 'user', parts: [{ text: 'a' }, { text: 'b' }] }, output_dimensionality: 2 },
    { content: content('c'), embedContentConfig: { outputDimensionality: 4, autoTruncate: true }, title: 'T' },
  ]
  for (let tries = 0; tries < 6; tries++) {
    const { embeddings } = await (await ask('lab/either:8b', 'batchEmbedContents', { requests })).json()
    expect(lengths(embeddings)).toEqual([2, 8])
  }
})

it.each<[string, string, object, string]>([
  ['fake.embed', 'embedContent', {}, 'content'],
  ['fake.embed', 'embedContent', { content: { parts: [] } }, 'content'],
  [
    'fake.embed',
    'embedContent',
    { content: { parts: [{ inlineData: { mimeType: 'image/png', data: 'AA==' } }] } },
    'content.parts[0].inlineData',
  ],
  ['fake.embed', 'embedContent', { content: content('a'), outputDimensionality: 0 }, 'outputDimensionality'],
  ['fake.embed', 'embedContent', { content: content('a'), taskType: 5 }, 'taskType'],
  ['fake.embed', 'embedContent', { content: content('a'), title: 'T' }, 'title'],
  ['fake.embed', 'embedContent', { content: content('a'), embedContentConfig: { documentOcr: true } }, 'documentOcr'],
  ['fake.embed', 'embedContent', { content: content('a'), embedContentConfig: { content: content('b') } }, 'embedContentConfig.content'],
  [
    'google.embed',
    'embedContent',
    { content: content('a'), title: 'long', embedContentConfig: { title: 'T' } },
    'embedContentConfig.title',
  ],
  ['fake.embed', 'embedContent', { content: content('a'), model: 'models/other' }, 'model'],
  ['fake.embed', 'batchEmbedContents', {}, 'requests'],
  ['fake.embed', 'batchEmbedContents', { requests: [] }, 'requests'],
  ['fake.embed', 'batchEmbedContents', { requests: [{ content: content('a') }, 'b'] }, 'requests[1]'],
  ['fake.embed', 'batchEmbedContents', { requests: [{ content: content('a') }, { content: content('') }] }, 'requests[1].content'],
  [
    'fake.embed',
    'batchEmbedContents',
    { requests: [{ content: content('a') }, { content: content('b'), outputDimensionality: 2 }] },
    'requests[1].outputDimensionality',
  ],
  ['fake.embed', 'batchEmbedContents', { requests: [{ content: content('a') }], taskType: 'X' }, 'taskType'],
  ['plain', 'embedContent', { content: content('a') }, 'model'],
])('at %s, %s of %j is a 400 that names the member', async (model, verb, body, field) => {
  const answer = await ask(model, verb, body)
  const { error } = await answer.json()
  expect({ status: answer.status, error: error.status }).toEqual({ status: 400, error: 'INVALID_ARGUMENT' })
  const told = error.details.find((each: { fieldViolations?: unknown }) => each.fieldViolations)
  expect(told.fieldViolations[0].field).toBe(field)
})

it.each<[object, string]>([
  [{ input: [1, 2, 3] }, 'input'],
  [{ input: ['a', [1]] }, 'input'],
  [{ input: 'a', input_type: 'query' }, 'input_type'],
])('what Gemini’s protocol has no words for is a 400 that names it: %j', async (body, param) => {
  expect(await told(gateway.post(caller, { model: 'google.embed', ...body }, { path: '/v1/embeddings' }))).toMatchObject({
    status: 400,
    param,
  })
})

it('models that make vectors are listed with what they are asked by', async () => {
  const answer = await fetch(`${gateway.url}/v1beta/models/fake.embed`, { headers: { 'x-goog-api-key': caller.secret } })
  expect((await answer.json()).supportedGenerationMethods).toEqual(['embedContent', 'batchEmbedContents'])
})
