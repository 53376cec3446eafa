import { expect, it } from 'vitest'
import type { Price } from '@/lib/catalog/price'
import { seeded } from '@/tests/ledger'
import { chargeFor, type Units } from './price'

/** A fraction kept whole: numerator and denominator, never reduced. */
type Fraction = readonly [bigint, bigint]
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d]
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d]
const halfUp = ([a, b]: Fraction): bigint => {
  const floor = a / b
  return 2n * (a - floor * b) >= b ? floor + 1n : floor
}

const free: Price = {
  inputNanos: 0n,
  outputNanos: 0n,
  cachedInputNanos: 0n,
  cacheWriteNanos: 0n,
  reasoningNanos: 0n,
  perRequestNanos: 0n,
  perImageNanos: 0n,
  perMinuteNanos: 0n,
  perPageNanos: 0n,
  perMillionCharactersNanos: 0n,
}

function byTheBook(units: Required<Units>, price: Price, multiplier: number): bigint {
  const perMillion = (count: number, nanos: bigint): Fraction => [BigInt(count) * nanos, 1_000_000n]
  const lines: Fraction[] = [
    perMillion(units.inputTokens - units.cachedTokens - units.cacheWriteTokens, price.inputNanos),
    perMillion(units.cachedTokens, price.cachedInputNanos),
    perMillion(units.cacheWriteTokens, price.cacheWriteNanos),
    perMillion(units.outputTokens - units.reasoningTokens, price.outputNanos),
    perMillion(units.reasoningTokens, price.reasoningNanos),
    perMillion(units.characters, price.perMillionCharactersNanos),
    [price.perRequestNanos, 1n],
    [BigInt(units.images) * price.perImageNanos, 1n],
    [BigInt(units.pages) * price.perPageNanos, 1n],
    [BigInt(Math.round(units.seconds * 1000)) * price.perMinuteNanos, 60_000n],
  ]
  return halfUp(times(lines.reduce(plus), [BigInt(multiplier), 10_000n]))
}

it('charges to the nano what rational arithmetic does, for 100 000 random calls', () => {
  const random = seeded(20261122)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const money = () => (random() < 0.3 ? 0n : BigInt(upTo(2 ** 20)) ** BigInt(upTo(2)) * BigInt(upTo(9)))
  let mismatches = 0
  for (let call = 0; call < 100_000; call++) {
    const inputTokens = upTo(200_000)
    const cachedTokens = upTo(inputTokens)
    const outputTokens = upTo(20_000)
    const units = {
      inputTokens,
      cachedTokens,
      outputTokens,
      cacheWriteTokens: upTo(inputTokens - cachedTokens),
      reasoningTokens: upTo(outputTokens),
      images: upTo(4),
      pages: upTo(50),
      seconds: upTo(100_000) / 1000,
      characters: upTo(5000),
    }
    const price: Price = {
      inputNanos: money(),
      outputNanos: money(),
      cachedInputNanos: money(),
      cacheWriteNanos: money(),
      reasoningNanos: money(),
      perRequestNanos: money(),
      perImageNanos: money(),
      perMinuteNanos: money(),
      perPageNanos: money(),
      perMillionCharactersNanos: money(),
    }
    const multiplier = upTo(30_000)
    if (chargeFor(units, price, multiplier) !== byTheBook(units, price, multiplier)) mismatches++
  }
  expect(mismatches).toBe(0)
})

it('rounds once, half up, after all products are summed', () => {
  const half = { ...free, inputNanos: 500_000n, outputNanos: 499_999n }
  const tokens = (inputTokens: number, outputTokens: number) => ({ inputTokens, cachedTokens: 0, outputTokens, reasoningTokens: 0 })
  expect(chargeFor(tokens(1, 0), half, 10_000)).toBe(1n)
  expect(chargeFor(tokens(0, 1), half, 10_000)).toBe(0n)
  expect(chargeFor(tokens(1, 1), half, 10_000)).toBe(1n)
  expect(chargeFor(tokens(1, 0), half, 9_999)).toBe(0n)
})

it('never lets cached or reasoning tokens beyond the whole lower or raise the charge', () => {
  const price = { ...free, inputNanos: 2_000_000n, cachedInputNanos: 1_000_000n, outputNanos: 3_000_000n, reasoningNanos: 3_000_000n }
  expect(chargeFor({ inputTokens: 10, cachedTokens: 99, outputTokens: 5, reasoningTokens: 99 }, price, 10_000)).toBe(25n)
})
