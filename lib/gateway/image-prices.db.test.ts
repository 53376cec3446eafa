import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalog, reloadCatalog } from '@/lib/catalog/catalog'
import { applyCatalog } from '@/lib/catalog/file/apply-catalog'
import { exportCatalog } from '@/lib/catalog/file/export-catalog'
import { publicModel } from '@/lib/catalog/public-models'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { readRecord } from '@/lib/usage/list-records'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller

const imagePrices = [
  { size: '1024x1536', quality: 'high', price: '0.5' },
  { quality: 'HIGH', price: 0.4 },
  { size: '512x512', price: '0.05' },
]
const price = { perImage: '0.2', imagePrices }
const image = (id: string, more: object = {}) => ({ id, mode: 'image', price, ...more })
const pinned = { targets: [{ upstream: 'fake', upstreamModel: 'draws', params: { size: '512x512' } }] }

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        image('draws'),
        image('draws.size-1024x1536.quality-high'),
        image('draws.quality-low.size-512x512'),
        image('draws.quality-high.slow-100'),
        image('small', pinned),
        image('draws.status-500', { price: { perImage: '0.01' }, fallbacks: ['draws'] }),
        image('loose', {
          price: { perImage: '0.2', imagePrices: [{ size: '1024*01536', price: '0.7' }] },
          targets: [{ upstream: 'fake', upstreamModel: 'draws' }],
        }),
        image('pinned', { targets: [{ upstream: 'fake', upstreamModel: 'draws', params: { image_size: '512x512' } }] }),
        image('plain', { price: { perImage: '0.2' } }),
      ],
      [{ name: 'half', multiplier: 0.5, selectable: true }],
    ),
  )
  caller = await gateway.caller({ cash: 10_000n * unit })
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const draw = (body: object, from = caller) => gateway.post(from, { prompt: 'a cat', ...body }, { path: '/v1/images/generations' })

/** With its numbers as a reader has them. */
const asRead = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** What was charged and what was held, and what the record says the price is for. */
async function chargeOf(body: object, from = caller) {
  const answer = await draw(body, from)
  await answer.text()
  const id = answer.headers.get('x-request-id') ?? ''
  await gateway.record(id)
  const record = asRead(await readRecord(id, { userId: from.userId, namesUpstreams: false }))
  const [line] = record.lines
  expect(line && { kind: line.kind, amount: line.amount }).toEqual({ kind: 'perImage', amount: record.subtotal })
  expect(record.calculated).toBe(record.charge)
  return { charge: record.charge, hold: record.hold, price: line?.price, picture: record.picture }
}

it.each<[string, object, object]>([
  ['draws', {}, { charge: 0.2, hold: 0.5, picture: null }],
  ['draws', { n: 3, size: '1024x1024' }, { charge: 0.6, hold: 1.2, price: 0.2, picture: null }],
  ['draws', { size: '1024x1024', quality: 'low' }, { charge: 0.2, hold: 0.2, picture: null }],
  ['draws', { size: '1024x1536', quality: 'High' }, { charge: 0.5, hold: 0.5, picture: { size: '1024x1536', quality: 'high' } }],
  ['draws', { quality: 'high' }, { charge: 0.4, hold: 0.5, picture: { size: null, quality: 'high' } }],
  [
    'draws',
    { size: '512x512', quality: 'auto', n: 2 },
    { charge: 0.1, hold: 0.8, price: 0.05, picture: { size: '512x512', quality: null } },
  ],
  ['draws.size-1024x1536.quality-high', { size: 'auto', n: 2 }, { charge: 1, hold: 1, picture: { size: '1024x1536', quality: 'high' } }],
  ['draws.size-1024x1536.quality-high', { size: '1024x1024', quality: 'low' }, { charge: 0.2, hold: 0.2 }],
  ['draws.quality-low.size-512x512', { size: '1024x1536', quality: 'high' }, { charge: 0.05, hold: 0.5 }],
  ['small', { size: '1024x1536', quality: 'high' }, { charge: 0.4, hold: 0.4 }],
  ['small', { size: '1024x1536' }, { charge: 0.05, hold: 0.4 }],
  ['draws.size-1024x1536.quality-high', { stream: true, partial_images: 1 }, { charge: 0.5, hold: 0.5 }],
  ['draws', { size: ' 01024*1536', quality: 'high' }, { charge: 0.5, hold: 0.5 }],
  ['draws', { size: '+1_024 X 1536', quality: 'high' }, { charge: 0.5, hold: 0.5 }],
  ['loose', { size: '1024x1536', quality: 'low' }, { charge: 0.7, hold: 0.7, picture: { size: '1024x1536', quality: null } }],
  ['draws', { image_size: '512x512', quality: 'low', batch_size: 3 }, { charge: 0.15, hold: 0.15 }],
  ['draws', { image_size: '512x512', size: '512x512', quality: 'low' }, { charge: 0.05, hold: 0.05 }],
  ['pinned', { size: '1024x1536', quality: 'low' }, { charge: 0.05, hold: 0.05 }],
  ['draws.status-500', { quality: 'high' }, { charge: 0.4, hold: 0.5, picture: { size: null, quality: 'high' } }],
])('%s, asked for %j, costs what its size and quality cost', async (model, body, costs) => {
  expect(await chargeOf({ model, ...body })).toMatchObject(costs)
})

it.each<[string, object]>([
  ['image_size', { size: '512x512', image_size: '1024x1536' }],
  ['batch_size', { n: 1, batch_size: 4 }],
  ['size', { size: '１０２４x1536' }],
  ['num_images', { num_images: 4 }],
  ['numImagesPerPrompt', { numImagesPerPrompt: 4 }],
])('%s is refused where the upstream might read more into it than is paid for', async (param, body) => {
  expect(await told(draw({ model: 'draws', ...body }))).toMatchObject({ status: 400, param })
})

it('what is named by another word goes on under both', async () => {
  const answer = (await (await draw({ model: 'draws', image_size: '512x512', batch_size: 2 })).json()) as {
    data: { revised_prompt: string }[]
  }
  expect(answer.data).toHaveLength(2)
  expect(JSON.parse(answer.data[0]?.revised_prompt ?? '')).toMatchObject({ size: '512x512', image_size: '512x512', n: 2, batch_size: 2 })
})

it('who leaves after a draft pays for what the draft told of', async () => {
  const leaving = new AbortController()
  const answer = await gateway.post(
    caller,
    { model: 'draws.quality-high.slow-100', prompt: 'a', stream: true, partial_images: 5 },
    { path: '/v1/images/generations', signal: leaving.signal },
  )
  await answer.body?.getReader().read()
  leaving.abort()
  expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ status: 499, charge: (unit * 2n) / 5n })
})

it('the dearest that may come of an open request has to be there', async () => {
  const poor = await gateway.caller({ cash: (unit * 45n) / 100n })
  expect(await told(draw({ model: 'draws' }, poor))).toMatchObject({ status: 402 })
  expect((await draw({ model: 'draws', size: '1024x1024', quality: 'low' }, poor)).status).toBe(200)
})

it('a change of the lines is a new price, and the old one stays', async () => {
  const before = catalog().models.get('draws')
  await applyCatalog(JSON.stringify({ models: [{ ...image('draws'), price: { ...price, imagePrices: [{ size: '9x9', price: 7 }] } }] }), {})
  await reloadCatalog()
  const after = catalog().models.get('draws')
  expect(after?.priceVersionId).not.toBe(before?.priceVersionId)
  expect(after?.imagePrices.map(({ size, quality, price: { perImageNanos } }) => [size, quality, perImageNanos])).toEqual([
    ['9x9', null, 7n * unit],
  ])
  const { rows } = await pool().query('select size, quality, per_image from price_versions where whole_id = $1 order by place', [
    before?.priceVersionId,
  ])
  expect(rows.map(({ per_image }) => per_image)).toEqual([unit / 2n, (unit * 2n) / 5n, unit / 20n])
})

it('a process of an older version, which takes the newest row for the price, takes no line', async () => {
  const { rows } = await pool().query(`
    select p.model_id from price_versions p where p.whole_id is not null and not exists (
      select from price_versions other where other.model_id = p.model_id and other.whole_id is null and other.created_at > p.created_at)`)
  expect(rows).toEqual([])
})

it('comes out of the catalog as it went in, and is shown with the multiplier of the reader’s group', async () => {
  await gateway.apply({ models: [{ ...image('draws'), enabled: true }] })
  const file = await exportCatalog()
  const prices = (await pool().query('select count(*) as n from price_versions')).rows
  await applyCatalog(file, { UPSTREAM_FAKE_KEY: 'sk-upstream-secret' })
  await reloadCatalog()
  expect(await exportCatalog()).toBe(file)
  expect((await pool().query('select count(*) as n from price_versions')).rows).toEqual(prices)
  const page = asRead(publicModel('draws', { group: 'half' }))
  const high = { size: null, quality: 'high' }
  expect(page?.listImagePrices[1]).toEqual({ ...high, price: 0.4 })
  expect(page?.model.imagePrices[1]).toEqual({ ...high, price: 0.2 })
})

it.each<[object, RegExp]>([
  [{ imagePrices }, /perImage.*Pictures that fit none of the lines need a price/],
  [{ ...price, imagePrices: [{ price: 1 }] }, /A line names a size, a quality or both/],
  [{ ...price, imagePrices: [{ size: 'auto', price: 1 }] }, /auto is no size or quality/],
  [
    {
      ...price,
      imagePrices: [
        { size: 'a', price: 1 },
        { size: 'a', quality: 'b', price: 1 },
      ],
    },
    /An earlier line covers this one/,
  ],
  [{ ...price, imagePrices: [{ size: 'a', price: '-1' }] }, /imagePrices/],
  [{ ...price, imagePrices: [{ size: 'a', style: 'x', price: 1 }] }, /what may stand here: size, quality, price/],
])('a price of %j is refused with the line that is wrong', async (wrong, words) => {
  await expect(applyCatalog(JSON.stringify({ models: [{ id: 'draws', mode: 'image', price: wrong }] }), {})).rejects.toThrow(words)
})
