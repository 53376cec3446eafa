import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

const embed = (id: string, more: object = {}) => ({ id, mode: 'embedding', ...more })

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        embed('embed', { aliases: ['hepai/bge-m3:latest'] }),
        embed('embed.nousage'),
        embed('embed.in-99999999'),
        embed('embed.in-0'),
        embed('embed.in-10'),
        embed('embed.flaky-1.status-500', { fallbacks: ['embed'] }),
        embed('embed.status-400'),
        embed('embed.html', { fallbacks: ['embed'] }),
        { id: 'rerank', mode: 'rerank', price: { perRequest: '0.1' } },
        { id: 'rerank.voyage', mode: 'rerank' },
        { id: 'rerank.beyond', mode: 'rerank' },
        { id: 'judge', mode: 'moderation', price: {} },
        { id: 'plain' },
        { id: 'out-8.in-0', maxOutput: 8 },
      ],
    ),
  )
  caller = await gateway.caller()
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: caller.secret, maxRetries: 0 })
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const at = (path: string, body: object, from = caller) => gateway.post(from, body, { path })

describe('embeddings', () => {
  it('come as floats or packed, under the name that was asked for, billed as the upstream reports', async () => {
    const { data, response } = await client.embeddings
      .create({ model: 'hepai/bge-m3:latest', input: ['你好，世界', 'hello 🚀'], encoding_format: 'float' })
      .withResponse()
    const packed = await client.embeddings.create({ model: 'embed', input: ['你好，世界', 'hello 🚀'] })
    expect(data.model).toBe('hepai/bge-m3:latest')
    expect(data.data.map(({ embedding }) => embedding.length)).toEqual([8, 8])
    expect(packed.data.map(({ embedding }) => [...embedding])).toEqual(data.data.map(({ embedding }) => embedding))
    const used = gateway.upstream.calls().at(-1)?.promptTokens ?? 0
    expect(await gateway.record(response.headers.get('x-request-id'))).toMatchObject({
      endpoint: 'embeddings',
      status: 200,
      input_tokens: used,
      output_tokens: 0,
      estimated: false,
      charge: BigInt(used) * 1_000_000n,
    })
    expect((data as unknown as { _cost: number })._cost).toBe(used / 1000)
  })

  it('take tokens in place of text', async () => {
    const answer = await client.embeddings.create({ model: 'embed', input: [[1, 2, 3], [4]] })
    expect(answer.usage.prompt_tokens).toBe(4)
    expect(answer.data).toHaveLength(2)
  })

  it.each(['embed.nousage', 'embed.in-99999999', 'embed.in-0'])(
    '%s: what is not reported, or cannot be true, is counted here',
    async (model) => {
      const answer = await at('/v1/embeddings', { model, input: 'hello world' })
      expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({
        input_tokens: 2,
        estimated: true,
        charge: 2_000_000n,
      })
    },
  )

  it('fail over, and an upstream that answers anything else fails', async () => {
    for (const model of ['embed.flaky-1.status-500', 'embed.html']) {
      const answer = await at('/v1/embeddings', { model, input: 'hello' })
      expect(answer.status).toBe(200)
      const record = await gateway.record(answer.headers.get('x-request-id'))
      expect((record.attempts as unknown[]).length).toBeGreaterThan(1)
    }
  })

  it('pass on what the upstream says of the request, free of charge', async () => {
    expect(await told(at('/v1/embeddings', { model: 'embed.status-400', input: 'hello' }))).toMatchObject({
      status: 400,
      code: 'invalid_value',
    })
  })

  it.each<[object, string]>([
    [{ input: 'x' }, 'model'],
    [{ model: 'embed' }, 'input'],
    [{ model: 'embed', input: [] }, 'input'],
    [{ model: 'embed', input: '' }, 'input'],
    [{ model: 'embed', input: ['a', 7] }, 'input[1]'],
    [{ model: 'embed', input: [['a']] }, 'input[0]'],
    [{ model: 'embed', input: { text: 'a' } }, 'input'],
    [{ model: 'embed', input: [1.5] }, 'input[0]'],
    [{ model: 'embed', input: 'a', encoding_format: 'hex' }, 'encoding_format'],
    [{ model: 'embed', input: 'a', dimensions: -1 }, 'dimensions'],
    [{ model: 'plain', input: 'a' }, 'model'],
    [{ model: 'auto', input: 'a' }, 'model'],
  ])('are refused with the member that is wrong, no. %#', async (body, param) => {
    const { status, param: named } = await told(at('/v1/embeddings', body))
    expect({ status: Math.floor(status / 100), named }).toEqual({ status: 4, named: param })
  })

  it('a balance for ten serves ten of many at once', async () => {
    const poor = await gateway.caller({ cash: unit / 10n })
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => at('/v1/embeddings', { model: 'embed.in-10', input: 'aaaaaaaaaaaa' }, poor)),
    )
    const statuses = Map.groupBy(answers, ({ status }) => status)
    expect([statuses.get(200)?.length, statuses.get(402)?.length]).toEqual([10, 50])
  })
})

describe('rerank', () => {
  const documents = ['zzz', 'river stone', { text: '模型' }]

  it.each(['/rerank', '/v1/rerank', '/api/v1/rerank', '/apiv2/rerank', '/apiv2/v1/rerank'])(
    '%s gives an order, billed by request',
    async (path) => {
      const answer = await at(path, { model: 'rerank', query: 'river', documents, top_n: 2 })
      const json = await answer.json()
      expect(json.results.map(({ index }: { index: number }) => index)).toEqual([1, 0])
      expect(json).toMatchObject({ model: 'rerank', _cost: 0.1 })
      expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({
        endpoint: 'rerank',
        requests: 1,
        charge: unit / 10n,
      })
    },
  )

  it('has the documents that were asked for, and one shape whatever the upstream calls it', async () => {
    const answer = await at('/v1/rerank', { model: 'rerank.voyage', query: 'river', documents, return_documents: true })
    const { results, data } = await answer.json()
    expect(data).toBeUndefined()
    expect(results[0]).toMatchObject({ index: 1, document: { text: 'river stone' } })
    expect(results[0].relevance_score).toBeGreaterThan(0)
  })

  it('an order of documents that were not sent is no answer', async () => {
    expect(await told(at('/v1/rerank', { model: 'rerank.beyond', query: 'river', documents }))).toMatchObject({ status: 502 })
  })

  it.each<[object, string]>([
    [{ documents: ['a'] }, 'query'],
    [{ query: 'a' }, 'documents'],
    [{ query: 'a', documents: [] }, 'documents'],
    [{ query: 'a', documents: ['a', 5] }, 'documents[1]'],
    [{ query: 'a', documents: ['a'], top_n: 0 }, 'top_n'],
    [{ query: 'a', documents: ['a'], return_documents: 'yes' }, 'return_documents'],
  ])('is refused with the member that is wrong, no. %#', async (body, param) => {
    expect(await told(at('/v1/rerank', { model: 'rerank', ...body }))).toMatchObject({ status: 400, param })
  })
})

describe('moderations', () => {
  it('need no name of a model, and cost what it costs', async () => {
    const answer = await client.moderations.create({ input: ['I will kill the process', 'hello'] })
    expect(answer.model).toBe('judge')
    expect(answer.results.map(({ flagged }) => flagged)).toEqual([true, false])
    const parts = await client.moderations.create({ model: 'judge', input: [{ type: 'text', text: 'kill' }] })
    expect(parts.results[0]?.flagged).toBe(true)
  })
})

describe('a moderation', () => {
  it.each<[object, string]>([
    [{}, 'input'],
    [{ input: [] }, 'input'],
    [{ input: ['a', [{ type: 'text', text: 'b' }]] }, 'input[1]'],
    [{ input: 'a', model: 5 }, 'model'],
  ])('is refused with the member that is wrong, no. %#', async (body, param) => {
    expect(await told(at('/v1/moderations', body))).toMatchObject({ status: 400, param })
  })
})

describe('text completions', () => {
  const messagesOf = (text: string) =>
    text
      .split('\n\n')
      .filter((line) => line.startsWith('data: {'))
      .map((line) => JSON.parse(line.slice(6)))

  it('are answered whole and as a stream, billed as the upstream reports', async () => {
    const whole = await client.completions.create({ model: 'plain', prompt: 'Once upon', max_tokens: 8, n: 2 })
    expect(whole).toMatchObject({ object: 'text_completion', model: 'plain' })
    expect(whole.choices.map(({ index }) => index)).toEqual([0, 1])
    let text = ''
    let usage: unknown
    const stream = await client.completions.create({
      model: 'plain',
      prompt: 'Once upon',
      stream: true,
      stream_options: { include_usage: true },
    })
    for await (const chunk of stream) {
      text += chunk.choices.map((choice) => choice.text).join('')
      usage ??= chunk.usage
    }
    expect(text).toBe(whole.choices[0]?.text)
    expect(usage).toMatchObject({ completion_tokens: 8 })
  })

  it('have as many answers as there are prompts, each within its ceiling', async () => {
    const answer = await at('/v1/completions', { model: 'ignores.out-40', prompt: ['a', 'b'], max_tokens: 4, stream: true }).then((each) =>
      each.text(),
    )
    expect(answer).toContain('model_not_found')
    await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], [{ id: 'ignores.out-40' }, { id: 'plain' }]))
    const cut = messagesOf(
      await (await at('/v1/completions', { model: 'ignores.out-40', prompt: ['a', 'b'], max_tokens: 4, stream: true })).text(),
    )
    for (const index of [0, 1]) {
      const own = cut.flatMap(({ choices }) => choices).filter((choice) => choice.index === index)
      expect(
        own
          .map((choice) => choice.text)
          .join('')
          .trim()
          .split(' '),
      ).toHaveLength(4)
      expect(own.at(-1)).toMatchObject({ finish_reason: 'length' })
    }
  })

  it.each<[object, string]>([
    [{}, 'prompt'],
    [{ prompt: '' }, 'prompt'],
    [{ prompt: { a: 1 } }, 'prompt'],
    [{ prompt: 'a', echo: true, stream: true }, 'echo'],
    [{ prompt: 'a', best_of: 4 }, 'best_of'],
    [{ prompt: 'a', max_tokens: -1 }, 'max_tokens'],
  ])('are refused with the member that is wrong, no. %#', async (body, param) => {
    expect(await told(at('/v1/completions', { model: 'plain', ...body }))).toMatchObject({ status: 400, param })
  })

  it('are not asked of an upstream that has none', async () => {
    expect(await told(at('/v1/completions', { model: 'eliza', prompt: 'hello' }))).toMatchObject({ status: 400, param: 'model' })
  })
})
