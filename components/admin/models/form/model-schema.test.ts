import { expect, test } from 'vitest'
import type { ModelLine } from '@/lib/catalog/schema'
import { bodyOfModel, draftOfModel, modelSchema } from './model-schema'

const words = {
  price: 'p',
  priceMissing: 'missing',
  whole: 'w',
  blanks: 'b',
  modeMissing: 'm',
  groupMissing: 'g',
  targetTwice: 'twice',
  day: 'd',
  seconds: 's',
  share: 'sh',
}
const line: ModelLine = {
  id: 'glm-5.1',
  enabled: true,
  aliases: ['glm'],
  name: 'GLM 5.1',
  provider: 'Zhipu',
  ownedBy: null,
  created: null,
  imageTokens: 2000,
  size: null,
  field: null,
  thinking: 'optional',
  mode: 'chat',
  context: 200_000,
  maxOutput: null,
  capabilities: ['tools'],
  needsUserMessage: false,
  price: { input: 0.0000001, output: 16 },
  effectivePrice: {} as ModelLine['effectivePrice'],
  fallbacks: [],
  groups: null,
  auto: [],
  deprecatedAt: null,
  sunsetAt: null,
  successor: null,
  cache: null,
  rpm: null,
  tpm: null,
  weeklyTokens: null,
  concurrency: null,
  targets: [
    { id: 'tgt_1', upstream: 'a', upstreamModel: 'glm', priority: 0, weight: 1, enabled: true, context: 4096, params: { top_k: 1 } },
  ],
  fromFile: false,
  createdAt: '',
  updatedAt: '',
}

test('without a change only the id is sent', () => {
  expect(bodyOfModel(draftOfModel(line), line)).toEqual({ id: 'glm-5.1' })
})

test('small prices are shown and sent as plain digits', () => {
  const draft = draftOfModel(line)
  expect(draft.price.input).toBe('0.0000001')
  expect(bodyOfModel({ ...draft, price: { ...draft.price, output: '8' } }, line).price).toEqual({ input: '0.0000001', output: '8' })
})

test('a target keeps what the page does not show', () => {
  const draft = draftOfModel(line)
  const [target] = draft.targets
  if (!target) throw new Error('no target')
  const { targets } = bodyOfModel({ ...draft, targets: [{ ...target, weight: '3' }] }, line)
  expect(targets).toEqual([
    { upstream: 'a', upstreamModel: 'glm', priority: 0, weight: 3, enabled: true, context: 4096, params: { top_k: 1 } },
  ])
})

test('one name at one upstream is one target, also when it is left out', () => {
  const draft = draftOfModel(line)
  const again = { upstream: 'a', upstreamModel: '', priority: '0', weight: '1', enabled: true, context: null, params: null }
  const read = (targets: typeof draft.targets) => modelSchema(words).safeParse({ ...draft, targets }).error?.issues[0]
  expect(read([again, { ...again, upstreamModel: line.id }])).toMatchObject({ message: 'twice', path: ['targets', 1, 'upstreamModel'] })
  expect(read([again, { ...again, upstream: 'b' }])).toBeUndefined()
})

test('a model without any price is refused: free is written as 0', () => {
  const schema = modelSchema(words)
  const draft = { ...draftOfModel(undefined), id: 'm' }
  expect(schema.safeParse(draft).error?.issues[0]?.message).toBe('missing')
  expect(schema.safeParse({ ...draft, price: { ...draft.price, input: '0' } }).success).toBe(true)
})

test('lines for pictures are kept beside another price, and sent without what is empty', () => {
  const drawn = {
    ...line,
    mode: 'image',
    price: { perImage: 0.2, imagePrices: [{ size: '1024x1536', quality: 'high', price: 0.5 }] },
  } as ModelLine
  const draft = draftOfModel(drawn)
  expect(bodyOfModel(draft, drawn)).toEqual({ id: line.id })
  const added = { ...draft.price, imagePrices: [...draft.price.imagePrices, { size: '', quality: 'hd', price: '0.4' }] }
  expect(bodyOfModel({ ...draft, price: added }, drawn).price).toEqual({
    perImage: '0.2',
    imagePrices: [
      { size: '1024x1536', quality: 'high', price: '0.5' },
      { quality: 'hd', price: '0.4' },
    ],
  })
  const { error } = modelSchema(words).safeParse({
    ...draft,
    price: { ...draft.price, imagePrices: [{ size: 'a', quality: '', price: '' }] },
  })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['price.imagePrices.0.price'])
})

test('the response cache is off without a time, and sent whole with one', () => {
  const schema = modelSchema(words)
  const draft = draftOfModel({ ...line, cache: { ttlSeconds: 60, share: 10, scope: 'everyone', keys: 'all' } })
  const cached = (change: object) => ({ ...draft, cache: { ...draft.cache, ...change } })
  expect(bodyOfModel(cached({ share: '0' }), line).cache).toEqual({ ttlSeconds: 60, share: 0, scope: 'everyone', keys: 'all' })
  expect(bodyOfModel(cached({ ttlSeconds: '' }), { ...line, cache: { ttlSeconds: 60, share: 10, scope: 'user', keys: 'all' } }).cache).toBe(
    null,
  )
  for (const wrong of [{ ttlSeconds: '604801' }, { ttlSeconds: '0' }, { share: '101' }, { share: '1.5' }])
    expect(schema.safeParse(cached(wrong)).success).toBe(false)
})
