import { describe, expect, test } from 'vitest'
import { formatAmount, formatFixed } from './format-money'

describe('figures of a column', () => {
  const column = (value: number) => formatFixed(value, 'en', 4)
  test('have the same places', () => expect([1234.5, 0.0072, -0.00845].map(column)).toEqual(['1,234.5000', '0.0072', '-0.0085']))
  test('that are smaller than their places say so', () =>
    expect([0.000012, -0.000012, 0].map(column)).toEqual(['<0.0001', '-<0.0001', '0']))
})
test('a single figure keeps the digits that matter', () => expect(formatAmount(0.000144, 'en')).toBe('0.000144'))
