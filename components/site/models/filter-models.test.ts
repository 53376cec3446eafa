import { expect, test } from 'vitest'
import { priceNames } from '@/lib/catalog/names'
import type { ModelCard } from '@/lib/catalog/schema'
import { filterModels, inOrder, sortModels } from './filter-models'

const model = (id: string, price: Partial<ModelCard['price']>, more: Partial<ModelCard> = {}) =>
  ({
    id,
    name: id,
    aliases: [],
    modes: ['chat'],
    capabilities: [],
    deprecatedAt: null,
    demo: false,
    imagePrices: [],
    context: null,
    price: { ...Object.fromEntries(priceNames.map((name) => [name, 0])), ...price },
    ...more,
  }) as unknown as ModelCard
const all = [
  model('glm-5.1', { input: 4, output: 16 }, { aliases: ['glm'], provider: 'Z.ai', field: '代码', context: 128, thinking: 'optional' }),
  model('qwen', { input: 0.8, output: 3 }, { provider: 'Qwen', capabilities: ['vision'], context: 256 }),
  model('old', { input: 1, output: 2 }, { deprecatedAt: '2026-12-01' }),
  model('draw', { perImage: 0.2 }, { modes: ['image'] }),
  model('gift', {}),
]
const none = { q: '', provider: null, mode: null, capability: null, price: null }
const ids = (models: ModelCard[]) => models.map(({ id }) => id)

test('every word of a search is looked for in names, aliases and facts', () => {
  expect(ids(filterModels(all, { ...none, q: 'GLM 代码' }))).toEqual(['glm-5.1'])
  expect(ids(filterModels(all, { ...none, q: 'glm vision' }))).toEqual([])
})

test('filters are told apart and joined', () => {
  expect(ids(filterModels(all, { ...none, provider: 'Qwen' }))).toEqual(['qwen'])
  expect(ids(filterModels(all, { ...none, capability: 'thinking' }))).toEqual(['glm-5.1'])
  expect(ids(filterModels(all, { ...none, mode: 'image' }))).toEqual(['draw'])
  expect(ids(filterModels(all, { ...none, price: 'free' }))).toEqual(['gift'])
  expect(ids(filterModels(all, { ...none, price: 'upTo1' }))).toEqual(['qwen', 'old', 'gift'])
  expect(ids(filterModels(all, { ...none, price: 'otherUnit' }))).toEqual(['draw'])
  expect(ids(filterModels(all, { ...none, price: 'upTo5', provider: 'Z.ai' }))).toEqual(['glm-5.1'])
})

test('a model of which only some pictures cost something is not free', () => {
  const lines = model('lines', {}, { modes: ['image'], imagePrices: [{ size: null, quality: 'hd', price: 0.5 }] })
  expect(ids(filterModels([lines, ...all], { ...none, price: 'free' }))).toEqual(['gift'])
})

test('what has no value stands last, upwards and downwards', () => {
  expect(ids(sortModels(all, { key: 'input', down: false }))).toEqual(['gift', 'qwen', 'old', 'glm-5.1', 'draw'])
  expect(ids(sortModels(all, { key: 'context', down: true })).slice(0, 2)).toEqual(['qwen', 'glm-5.1'])
})

test('chat comes first, what is given up last', () => {
  expect(ids(inOrder(all))).toEqual(['glm-5.1', 'qwen', 'gift', 'draw', 'old'])
})
