import { expect, it } from 'vitest'
import { type Price, toPrice, wholePrice } from '@/lib/catalog/price'
import { noUnits, type Units } from '@/lib/units'
import { seeded } from '@/tests/ledger'
import { chargeFor, mostCharge, productDenominator, productsOf } from './price'

/** A fraction as numerator and denominator, never reduced. */
type Fraction = readonly [bigint, bigint]
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d]
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d]
const halfUp = ([a, b]: Fraction): bigint => {
  const floor = a / b
  return 2n * (a - floor * b) >= b ? floor + 1n : floor
}

const free = toPrice(wholePrice({}))

function byTheBook(units: Units, price: Price, multiplier: number): bigint {
  const perMillion = (count: number, nanos: bigint): Fraction => [BigInt(count) * nanos, 1_000_000n]
  const lines: Fraction[] = [
    perMillion(units.inputTokens - units.cachedTokens - units.cacheWriteTokens, price.inputNanos),
    perMillion(units.cachedTokens, price.cachedInputNanos),
    perMillion(units.cacheWriteTokens, price.cacheWriteNanos),
    perMillion(units.outputTokens - units.reasoningTokens, price.outputNanos),
    perMillion(units.reasoningTokens, price.reasoningNanos),
    perMillion(units.characters, price.perMillionCharactersNanos),
    [BigInt(units.requests) * price.perRequestNanos, 1n],
    [BigInt(units.images) * price.perImageNanos, 1n],
    [BigInt(units.pages) * price.perPageNanos, 1n],
    [BigInt(Math.round(units.seconds * 1000)) * price.perMinuteNanos, 60_000n],
  ]
  return halfUp(times(lines.reduce(plus), [BigInt(multiplier), 10_000n]))
}

/** Calls, prices and multipliers, the same ones for the same seed. */
function dice(seed: number) {
  const random = seeded(seed)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const money = () => (random() < 0.3 ? 0n : BigInt(upTo(2 ** 20)) ** BigInt(upTo(2)) * BigInt(upTo(9)))
  /** Any use within these, split in any way. */
  const within = (most: Units): Units => {
    const inputTokens = upTo(most.inputTokens)
    const cachedTokens = upTo(inputTokens)
    const outputTokens = upTo(most.outputTokens)
    return {
      inputTokens,
      cachedTokens,
      cacheWriteTokens: upTo(inputTokens - cachedTokens),
      outputTokens,
      reasoningTokens: upTo(outputTokens),
      images: upTo(most.images),
      seconds: upTo(most.seconds * 1000) / 1000,
      pages: upTo(most.pages),
      characters: upTo(most.characters),
      requests: upTo(most.requests),
    }
  }
  const price = (): Price => ({
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
  })
  return { within, price, multiplier: () => upTo(30_000) }
}
const large: Units = {
  ...noUnits,
  inputTokens: 200_000,
  outputTokens: 20_000,
  images: 4,
  seconds: 100,
  pages: 50,
  characters: 5000,
  requests: 3,
}

it('charges to the nano what rational arithmetic does, for 100 000 random calls', () => {
  const { within, price, multiplier } = dice(20261122)
  let mismatches = 0
  for (let call = 0; call < 100_000; call++) {
    const [units, prices, factor] = [within(large), price(), multiplier()]
    if (chargeFor(units, prices, factor) !== byTheBook(units, prices, factor)) mismatches++
  }
  expect(mismatches).toBe(0)
})

it('never costs more than the most that is said of it, however its input and output are split', () => {
  const { within, price, multiplier } = dice(20261129)
  let [above, reached] = [0, 0]
  for (let call = 0; call < 20_000; call++) {
    const [most, prices, factor] = [within(large), price(), multiplier()]
    const hold = mostCharge(most, prices, factor)
    const { inputTokens, outputTokens } = most
    const ends = [
      { ...most, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
      { ...most, cachedTokens: inputTokens, cacheWriteTokens: 0, reasoningTokens: outputTokens },
      { ...most, cachedTokens: 0, cacheWriteTokens: inputTokens, reasoningTokens: 0 },
      { ...most, cachedTokens: 0, cacheWriteTokens: inputTokens, reasoningTokens: outputTokens },
      { ...most, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: outputTokens },
      { ...most, cachedTokens: inputTokens, cacheWriteTokens: 0, reasoningTokens: 0 },
    ].map((units) => chargeFor(units, prices, factor))
    for (const charge of [...ends, chargeFor(within(most), prices, factor)]) if (charge > hold) above++
    // One of the six is the dearest, so the most is not more than needed either.
    if (ends.includes(hold)) reached++
  }
  expect({ above, reached }).toEqual({ above: 0, reached: 20_000 })
})

it('rounds once, half up, after all products are summed', () => {
  const half = { ...free, inputNanos: 500_000n, outputNanos: 499_999n }
  const tokens = (inputTokens: number, outputTokens: number) => ({ ...noUnits, inputTokens, outputTokens })
  expect(chargeFor(tokens(1, 0), half, 10_000)).toBe(1n)
  expect(chargeFor(tokens(0, 1), half, 10_000)).toBe(0n)
  expect(chargeFor(tokens(1, 1), half, 10_000)).toBe(1n)
  expect(chargeFor(tokens(1, 0), half, 9_999)).toBe(0n)
})

it('never lets parts beyond the whole lower or raise the charge', () => {
  const price = {
    ...free,
    inputNanos: 2_000_000n,
    cachedInputNanos: 1_000_000n,
    cacheWriteNanos: 9_000_000n,
    outputNanos: 3_000_000n,
    reasoningNanos: 3_000_000n,
  }
  const parts = { cachedTokens: 99, cacheWriteTokens: 99, reasoningTokens: 99 }
  expect(chargeFor({ ...noUnits, inputTokens: 10, outputTokens: 5, ...parts }, price, 10_000)).toBe(25n)
})

it('spells a charge out in what each unit comes to, a part of another only once', () => {
  const price = toPrice(wholePrice({ input: '2', cachedInput: '0.5', cacheWrite: '3', output: '8', perMinute: '0.6', perRequest: '0.01' }))
  const units = { ...noUnits, inputTokens: 1000, cachedTokens: 300, cacheWriteTokens: 200, outputTokens: 10, seconds: 61.5, requests: 1 }
  const spelled = productsOf(units, price).map(({ unit, count, numerator }) => [unit, count, numerator / productDenominator])
  expect(spelled).toEqual([
    ['inputTokens', 500, 1_000_000n],
    ['cachedTokens', 300, 150_000n],
    ['cacheWriteTokens', 200, 600_000n],
    ['outputTokens', 10, 80_000n],
    ['seconds', 61_500, 615_000_000n],
    ['requests', 1, 10_000_000n],
  ])
  expect(chargeFor(units, price, 15_000)).toBe(940_245_000n)
})
