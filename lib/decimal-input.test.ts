import { expect, test } from 'vitest'
import { readDecimal } from './decimal-input'

test('an amount that is no decimal, too fine or too large is told which', () => {
  expect(readDecimal('1.50')).toEqual({ nanos: 1_500_000_000n })
  for (const text of ['', 'ten', '1,50', '0.0000000001']) expect(readDecimal(text)).toEqual({ error: 'decimal:9' })
  expect(readDecimal('1.505', { places: 2 })).toEqual({ error: 'decimal:2' })
  for (const text of ['9000000000.000000001', '99999999999999999999', '-99999999999999999999'])
    expect(readDecimal(text)).toEqual({ error: 'too_large' })
})
