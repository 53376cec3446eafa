import { expect, test } from 'vitest'
import { decimalSchema, readDecimal } from './decimal-input'

test('an amount that is no decimal, too fine or too large is told which', () => {
  expect(readDecimal('1.50')).toEqual({ nanos: 1_500_000_000n })
  for (const text of ['', 'ten', '1,50', '0.0000000001']) expect(readDecimal(text)).toEqual({ error: 'decimal:9' })
  expect(readDecimal('1.505', { places: 2 })).toEqual({ error: 'decimal:2' })
  for (const text of ['9000000000.000000001', '99999999999999999999', '-99999999999999999999'])
    expect(readDecimal(text)).toEqual({ error: 'too_large' })
})

test('is described as it is read', () => {
  const texts = [
    '0',
    '007',
    '1',
    '999.9999',
    '1000',
    '1000.00',
    '1000.0001',
    '1001',
    '9999',
    '0.12345',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e3',
    ' 5 ',
    '5.00000',
  ]
  const [{ pattern }] = decimalSchema({ places: 4, min: 0n, max: 1_000_000_000_000n }).anyOf
  for (const text of texts) {
    const read = readDecimal(text, { places: 4, min: 0n, max: 1_000_000_000_000n })
    expect(new RegExp(pattern).test(text), text).toBe('nanos' in read)
  }
})
