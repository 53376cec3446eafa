import { expect, test } from 'vitest'
import { shareText, stateOfShare } from './share'

test('a share is told from all and never rounded up to it', () => {
  expect(shareText(1, 'en')).toBe('100%')
  expect(shareText(0.99999, 'en')).toBe('99.99%')
  expect(shareText(0.9871, 'en')).toBe('98.7%')
  expect(shareText(0, 'en')).toBe('0.0%')
})

test('a share has a state', () => {
  expect([1, 0.99, 0.98, 0.95, 0.9].map(stateOfShare)).toEqual(['on', 'on', 'warn', 'warn', 'bad'])
})
