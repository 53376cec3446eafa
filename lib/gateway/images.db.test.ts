import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

const image = (id: string, more: object = {}) => ({ id, mode: 'image', price: { perImage: '0.1' }, ...more })
const byToken = { price: { input: 1000, output: 1000 } }
const png = Buffer.from('\x89PNG not really', 'latin1')

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        image('draws', { aliases: ['画/图'] }),
        image('draws.json'),
        image('draws.images-9'),
        image('draws.images-9.json'),
        image('draws.drafts-7'),
        image('draws.tokens-50x400', byToken),
        image('draws.notokens', byToken),
        image('draws.tokens-50x99999999', byToken),
        image('draws.flaky-1.status-500', { fallbacks: ['draws'] }),
        image('draws.html', { fallbacks: ['draws'] }),
        image('draws.status-400'),
        image('draws.cut-1'),
        image('draws.error-1'),
        image('draws.cut-0', { fallbacks: ['draws'] }),
        image('draws.slow-100'),
        image('dear', { price: { perImage: '9' } }),
        image('hd', { targets: [{ upstream: 'fake', upstreamModel: 'draws', params: { quality: 'hd', size: '512x512' } }] }),
        { id: 'plain' },
      ],
    ),
  )
  caller = await gateway.caller({ cash: 10_000n * unit })
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: caller.secret, maxRetries: 0 })
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const at = (path: string, body: object, from = caller) => gateway.post(from, body, { path: `/v1/images/${path}` })
const idOf = (response: Response) => response.headers.get('x-request-id')
const arrived = (told: string | undefined) => JSON.parse(told ?? '{}')

describe('pictures', () => {
  it('come as the upstream gives them, with every member passed on, billed by picture', async () => {
    const asked = { prompt: '一只猫', n: 2, size: '1024x1024', quality: 'high', background: 'opaque', x_new: 'kept' } as const
    const { data, response } = await client.images.generate({ model: '画/图', ...asked }).withResponse()
    expect(data.data?.map(({ b64_json }) => Buffer.from(b64_json ?? '', 'base64').toString())).toEqual(['picture 0', 'picture 1'])
    expect(arrived(data.data?.[0]?.revised_prompt)).toMatchObject({ ...asked, model: 'draws' })
    expect(data).toMatchObject({ model: '画/图', _cost: 0.2 })
    const urls = await client.images.generate({ prompt: 'a cat', response_format: 'url' })
    expect(urls.data?.[0]?.url).toContain('https://')
    expect(await gateway.record(idOf(response))).toMatchObject({
      endpoint: 'images/generations',
      images: 2,
      requests: 1,
      estimated: false,
      charge: unit / 5n,
    })
  })

  it('are billed by tokens where the model has a price for them', async () => {
    const answer = await at('generations', { model: 'draws.tokens-50x400', prompt: 'a cat' })
    expect(await gateway.record(idOf(answer))).toMatchObject({
      input_tokens: 50,
      output_tokens: 400,
      estimated: false,
      charge: 450n * 1_000_000n,
    })
  })

  it.each(['draws.notokens', 'draws.tokens-50x99999999'])(
    '%s: tokens that are not told, or cannot be true, are counted here',
    async (model) => {
      const answer = await at('generations', { model, prompt: 'a cat', size: '1024x1024', quality: 'low' })
      expect(await gateway.record(idOf(answer))).toMatchObject({ output_tokens: 272, images: 1, estimated: true })
    },
  )

  it('more of them than were asked for cost no more, and do not go out', async () => {
    for (const [body, images] of [
      [{ n: 2 }, 2],
      [{}, 1],
      [{ n: 20 }, 9],
    ] as const) {
      const answer = await at('generations', { model: 'draws.images-9', prompt: 'a cat', ...body })
      expect((await answer.json()).data).toHaveLength(images)
      expect(await gateway.record(idOf(answer))).toMatchObject({ images, estimated: false, charge: (BigInt(images) * unit) / 10n })
    }
  })

  it('fail over, and an upstream that answers anything else fails', async () => {
    for (const model of ['draws.flaky-1.status-500', 'draws.html']) {
      const answer = await at('generations', { model, prompt: 'a cat' })
      expect(answer.status).toBe(200)
      expect(((await gateway.record(idOf(answer))).attempts as unknown[]).length).toBeGreaterThan(1)
    }
    expect(await told(at('generations', { model: 'draws.status-400', prompt: 'a cat' }))).toMatchObject({
      status: 400,
      code: 'invalid_value',
    })
  })

  it('a balance for ten serves ten of many at once', async () => {
    const poor = await gateway.caller({ cash: unit })
    const answers = await Promise.all(Array.from({ length: 60 }, () => at('generations', { model: 'draws', prompt: 'a cat' }, poor)))
    const statuses = Map.groupBy(answers, ({ status }) => status)
    expect([statuses.get(200)?.length, statuses.get(402)?.length]).toEqual([10, 50])
  })

  it('several at once are held for together', async () => {
    const poor = await gateway.caller({ cash: 10n * unit })
    expect(await told(at('generations', { model: 'dear', prompt: 'a cat', n: 2 }, poor))).toMatchObject({ status: 402 })
    expect((await at('generations', { model: 'dear', prompt: 'a cat' }, poor)).status).toBe(200)
  })
})

describe('edits and variations', () => {
  it('send files on under their own names, and the model under its', async () => {
    const cat = await toFile(png, '猫 "1".png', { type: 'image/png' })
    const dog = await toFile(png, 'dog.png', { type: 'image/png' })
    const { data, response } = await client.images
      .edit({ model: '画/图', image: [cat, dog], mask: dog, prompt: '加一顶帽子', n: 1, quality: 'low' })
      .withResponse()
    const { files, ...fields } = arrived(data.data?.[0]?.revised_prompt)
    expect(fields).toEqual({ model: 'draws', prompt: '加一顶帽子', n: '1', quality: 'low' })
    expect(files.map(({ field, name }: { field: string; name: string }) => [field, name])).toEqual([
      ['image[]', '猫 "1".png'],
      ['image[]', 'dog.png'],
      ['mask', 'dog.png'],
    ])
    expect(files[0]).toMatchObject({ type: 'image/png', bytes: png.length })
    expect(await gateway.record(idOf(response))).toMatchObject({ endpoint: 'images/edits', images: 1, charge: unit / 10n })
    const varied = await client.images.createVariation({ model: 'draws', image: cat, n: 3 })
    expect(varied.data).toHaveLength(3)
  })

  it('what an operator has set for the model wins over what is asked for, in forms and in JSON', async () => {
    const asked = { model: 'hd', prompt: 'a hat', quality: 'low', size: '9999x9999' } as const
    const edited = await client.images.edit({ ...asked, image: await toFile(png, 'cat.png') })
    const drawn = await client.images.generate(asked)
    for (const { data } of [edited, drawn]) expect(arrived(data?.[0]?.revised_prompt)).toMatchObject({ quality: 'hd', size: '512x512' })
  })

  it('an edit may name its pictures in JSON', async () => {
    const answer = await at('edits', { model: 'draws', prompt: 'a hat', images: [{ image_url: 'https://a.example/cat.png' }] })
    const { data } = await answer.json()
    expect(arrived(data[0].revised_prompt).images).toEqual([{ image_url: 'https://a.example/cat.png' }])
  })

  it('a stream that a form asks for passes event by event', async () => {
    const stream = await client.images.edit({
      model: 'draws',
      image: await toFile(png, 'a.png'),
      prompt: 'hat',
      stream: true,
      partial_images: 1,
    })
    const types: string[] = []
    for await (const event of stream) types.push(event.type)
    expect(types).toEqual(['image_edit.partial_image', 'image_edit.completed'])
  })
})

describe('a stream of pictures', () => {
  const streamed = (model: string, more: object = {}) =>
    at('generations', { model, prompt: 'a cat', stream: true, partial_images: 2, ...more })

  it('passes event by event, billed at its end', async () => {
    const { data, response } = await client.images
      .generate({ model: 'draws', prompt: 'a cat', stream: true, partial_images: 2 })
      .withResponse()
    const types: string[] = []
    for await (const event of data) types.push(event.type)
    expect(types).toEqual(['image_generation.partial_image', 'image_generation.partial_image', 'image_generation.completed'])
    expect(await gateway.record(idOf(response))).toMatchObject({ stream: true, status: 200, images: 1, charge: unit / 10n })
  })

  it.each(['draws.images-9', 'draws.images-9.json'])('%s: has no more of them than were asked for', async (model) => {
    const answer = await streamed(model, { n: 2, partial_images: 0 })
    const text = await answer.text()
    expect(text.match(/^event: image_generation.completed$/gm)).toHaveLength(2)
    expect(text).not.toContain(Buffer.from('picture 2').toString('base64'))
    expect(await gateway.record(idOf(answer))).toMatchObject({ status: 200, images: 2, charge: unit / 5n })
  })

  it('has no more drafts than were asked for', async () => {
    const answer = await streamed('draws.drafts-7', { partial_images: 2 })
    expect((await answer.text()).match(/^event: image_generation\.\w+$/gm)).toEqual([
      'event: image_generation.partial_image',
      'event: image_generation.partial_image',
      'event: image_generation.completed',
    ])
  })

  it('is made of a whole answer, where an upstream knows no streams', async () => {
    const answer = await streamed('draws.json', { n: 2 })
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(text.match(/^event: image_generation\.completed$/gm)).toHaveLength(2)
    expect(await gateway.record(idOf(answer))).toMatchObject({ images: 2, charge: unit / 5n })
  })

  it.each(['draws.cut-1', 'draws.error-1'])('%s: what breaks off before its end is free, and says so', async (model) => {
    const answer = await streamed(model)
    const text = await answer.text()
    expect(text).toContain('image_generation.partial_image')
    expect(text).toContain('upstream_failed')
    expect(text).not.toContain('10.0.0.1')
    expect(await gateway.record(idOf(answer))).toMatchObject({ status: 502, charge: 0n })
  })

  it('that has nothing in it fails over', async () => {
    const answer = await streamed('draws.cut-0')
    expect(await answer.text()).toContain('image_generation.completed')
    expect(answer.headers.get('x-atrium-model')).toBe('draws')
  })

  it('costs the whole when its reader leaves after the first draft', async () => {
    const leaving = new AbortController()
    const answer = await gateway.post(
      caller,
      { model: 'draws.slow-100', prompt: 'a cat', stream: true, partial_images: 5, n: 2 },
      { path: '/v1/images/generations', signal: leaving.signal },
    )
    await answer.body?.getReader().read()
    leaving.abort()
    expect(await gateway.record(idOf(answer))).toMatchObject({ status: 499, images: 2, charge: unit / 5n })
    expect(gateway.upstream.calls().at(-1)?.state).toBe('gone')
  })
})

describe('a request for pictures', () => {
  it.each<[string, object, string]>([
    ['generations', {}, 'prompt'],
    ['generations', { prompt: '' }, 'prompt'],
    ['generations', { prompt: ['a'] }, 'prompt'],
    ['generations', { prompt: 'a', n: 0 }, 'n'],
    ['generations', { prompt: 'a', n: '2' }, 'n'],
    ['generations', { prompt: 'a', n: 1e9 }, 'n'],
    ['generations', { prompt: 'a', size: 1024 }, 'size'],
    ['generations', { prompt: 'a', stream: 'yes' }, 'stream'],
    ['generations', { prompt: 'a', partial_images: -1 }, 'partial_images'],
    ['generations', { prompt: 'a', model: 'plain' }, 'model'],
    ['generations', { prompt: 'a\0b' }, 'prompt'],
    ['edits', { prompt: 'a' }, 'image'],
    ['edits', { prompt: 'a', images: [] }, 'image'],
    ['edits', { image: 'x' }, 'prompt'],
  ])('is refused with the member that is wrong: %s %j', async (path, body, param) => {
    expect(await told(at(path, { model: 'draws', ...body }))).toMatchObject({ status: 400, param, type: 'invalid_request_error' })
  })

  it('is not sent to an upstream that has none', async () => {
    await gateway.apply({
      models: [{ id: 'demo-image', mode: 'image', enabled: true, price: {}, targets: [{ upstream: 'eliza', upstreamModel: 'eliza' }] }],
    })
    expect(await told(at('generations', { model: 'demo-image', prompt: 'a' }))).toMatchObject({ status: 400, param: 'model' })
  })
})
