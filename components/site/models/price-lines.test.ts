import { expect, test } from 'vitest'
import { priceNames } from '@/lib/catalog/names'
import type { ModelCard } from '@/lib/catalog/schema'
import { otherUnit, priceAt, priceLines } from './price-lines'

const model = (price: Partial<ModelCard['price']>, more: Partial<ModelCard> = {}) =>
  ({
    modes: ['chat'],
    thinking: null,
    imagePrices: [],
    price: { ...Object.fromEntries(priceNames.map((name) => [name, 0])), ...price },
    ...more,
  }) as ModelCard
const names = (one: ModelCard) => priceLines(one).map(({ name, follows }) => (follows ? `${name} = ${follows}` : name))

test('a chat model lists what it charges, and which prices are those of another unit', () => {
  const price = { input: 2, cachedInput: 0.2, cacheWrite: 2, output: 3, reasoning: 3 }
  expect(names(model(price, { thinking: 'optional' }))).toEqual([
    'input',
    'cachedInput',
    'cacheWrite = input',
    'output',
    'reasoning = output',
  ])
  expect(names(model(price))).toEqual(['input', 'cachedInput', 'cacheWrite = input', 'output'])
})

test('cached input that costs nothing is told, because it follows no other price', () => {
  expect(names(model({ input: 2, cacheWrite: 2, output: 3, reasoning: 3 }))).toEqual([
    'input',
    'cachedInput',
    'cacheWrite = input',
    'output',
  ])
})

test('pictures that fit no line have theirs, also where it is nothing', () => {
  const imagePrices = [{ size: null, quality: 'high', price: 0.5 }]
  expect(names(model({}, { modes: ['image'], imagePrices }))).toEqual(['perImage'])
})

test('other kinds list the units that they are charged by', () => {
  expect(names(model({ input: 0.5, cachedInput: 0.5, cacheWrite: 0.5 }, { modes: ['embedding'] }))).toEqual(['input'])
  expect(names(model({ perImage: 0.2 }, { modes: ['image'] }))).toEqual(['perImage'])
  expect(names(model({ perMinute: 0.03, perRequest: 0.01 }, { modes: ['transcription'] }))).toEqual(['perMinute', 'perRequest'])
  expect(names(model({ perRequest: 0.01 }))).toEqual(['perRequest'])
})

test('a free model of chat lists input and output', () => {
  expect(names(model({}))).toEqual(['input', 'output'])
  expect(names(model({}, { modes: ['moderation'] }))).toEqual([])
})

test('the scale applies to what is priced by the million', () => {
  expect(priceAt(2.8, 'inputTokens', '1k')).toBe(0.0028)
  expect(priceAt(2.8, 'inputTokens', '1m')).toBe(2.8)
  expect(priceAt(15, 'characters', '1k')).toBe(0.015)
  expect(priceAt(0.2, 'images', '1k')).toBe(0.2)
})

test('the other unit is named only where tokens cost nothing', () => {
  expect(otherUnit(model({ perPage: 0.1 }).price)).toBe('pages')
  expect(otherUnit(model({ input: 1, perRequest: 0.1 }).price)).toBeUndefined()
})
