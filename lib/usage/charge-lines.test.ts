import { expect, it } from 'vitest'
import { priceNames } from '@/lib/catalog/names'
import { toPrice } from '@/lib/catalog/price'
import { chargeFor } from '@/lib/ledger/price'
import { parseMoney } from '@/lib/money'
import { noUnits } from '@/lib/units'
import { seeded } from '@/tests/ledger'
import { chargeLines } from './charge-lines'

/** Of 10^-15: what JSON writes of the exact decimals that a page is given. */
const fine = (value: unknown): bigint => {
  const [whole = '', fraction = ''] = JSON.stringify(value).split('.')
  return BigInt(whole + fraction.padEnd(15, '0'))
}

it('lines add up to the subtotal, and that times the multiplier to the charge, rounded once', () => {
  const random = seeded(20261129)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  for (let call = 0; call < 5000; call++) {
    const price = toPrice(Object.fromEntries(priceNames.map((member) => [member, BigInt(upTo(3_000_000_000))])) as never)
    const units = {
      ...noUnits,
      inputTokens: upTo(100_000),
      cachedTokens: upTo(40_000),
      cacheWriteTokens: upTo(40_000),
      outputTokens: upTo(9000),
      reasoningTokens: upTo(9000),
      images: upTo(3),
      // Of a price by the minute only every third millisecond ends within fifteen places.
      seconds: (upTo(30_000) * 3) / 1000,
      pages: upTo(9),
      characters: upTo(9000),
      requests: upTo(1),
    }
    const multiplier = upTo(30_000)
    const { lines, subtotal, calculated } = chargeLines(units, price, multiplier)
    expect(lines.reduce((sum, { amount }) => sum + fine(amount), 0n)).toBe(fine(subtotal))
    const charge = chargeFor(units, price, multiplier)
    expect((fine(subtotal) * BigInt(multiplier) + 5_000_000_000n) / 10_000_000_000n).toBe(charge)
    expect(parseMoney(JSON.stringify(calculated))).toBe(charge)
    for (const { units: count, price: each, per, amount } of JSON.parse(JSON.stringify(lines)) as typeof lines)
      expect((count * each) / per).toBeCloseTo(amount, 6)
  }
})
