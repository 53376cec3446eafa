import { expect, test } from 'vitest'
import { grouped, moneyOf, quotaUnitsOf } from './quota-units'

test('money and quota units are the same amount, exactly', () => {
  expect(quotaUnitsOf('10.00', 500_000)).toBe('5000000')
  expect(quotaUnitsOf('0.3', 500_000)).toBe('150000')
  expect(moneyOf('5,000,000', 500_000)).toBe('10.00')
  expect(moneyOf('1', 500_000)).toBe('0.000002')
})

test('text that is no amount has no counterpart', () => {
  for (const wrong of ['', 'abc', '-1', '1e3']) expect(quotaUnitsOf(wrong, 500_000)).toBeUndefined()
  for (const wrong of ['', '1.5', '-3']) expect(moneyOf(wrong, 500_000)).toBeUndefined()
})

test('units are grouped by thousands', () => expect(grouped('5000000')).toBe('5,000,000'))
