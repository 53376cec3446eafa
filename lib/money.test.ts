import { describe, expect, it } from 'vitest'
import { exactDecimal, parseKeepingDigits } from './json'
import { formatNanos, parseMoney } from './money'

describe('money', () => {
  it('reads and writes decimals exactly, to nine places', () => {
    for (const [text, nanos] of [
      ['0.30', 300_000_000n],
      ['-1.5', -1_500_000_000n],
      ['0.000000001', 1n],
      ['12', 12_000_000_000n],
    ] as const)
      expect(parseMoney(text)).toBe(nanos)
    expect(formatNanos(300_000_000n)).toBe('0.3')
    expect(formatNanos(-1_500_000_000n)).toBe('-1.5')
    expect(formatNanos(2_000_000_000n, 2)).toBe('2.00')
  })
  it('refuses what is no plain decimal or has too many places', () => {
    for (const text of ['', '1e3', '1,5', '0x1', '1.', '.5', '0.0000000001', '9999999999999', 'NaN'])
      expect(parseMoney(text)).toBeUndefined()
    expect(parseMoney('1.005', 2)).toBeUndefined()
    expect(parseMoney('1.50', 2)).toBe(1_500_000_000n)
  })
  it('reads a JSON number however its writer spells it', () => {
    for (const [text, plain] of [
      ['1e-07', '0.0000001'],
      ['-2.5E-3', '-0.0025'],
      ['1.5e1', '15'],
      ['12.345e1', '123.45'],
      ['1E+3', '1000'],
      ['12.5', '12.5'],
      ['1e999', '1e999'],
    ])
      expect(parseKeepingDigits(`{"amount":${text}}`, new Set(['amount'])), text).toEqual({ amount: plain })
  })
  it('survives a trip through JSON without a float', () => {
    expect(JSON.stringify({ amount: exactDecimal(123_456_789_123_456_789n) })).toBe('{"amount":123456789.123456789}')
    expect(parseKeepingDigits('{"amount":0.1234567890123456789}', new Set(['amount']))).toEqual({ amount: '0.1234567890123456789' })
  })
})
