import type { Price } from '@/lib/catalog/price'

/** What a call used. Cached and cache-write tokens are part of the input, reasoning tokens part of the output. */
export interface Units {
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  reasoningTokens: number
  cacheWriteTokens?: number
  images?: number
  /** Of audio; parts of a second are counted to the millisecond. */
  seconds?: number
  pages?: number
  characters?: number
}

const million = 1_000_000n
/** A price is kept per million and per minute (60 000 ms), a multiplier in ten-thousandths: one denominator for all products. */
const denominator = million * 60_000n * 10_000n

const whole = (count: number | undefined) => (count === undefined || !(count > 0) ? 0n : BigInt(Math.trunc(count)))
const least = (a: bigint, b: bigint) => (a < b ? a : b)

/** The charge in nanos. All products are summed first and rounded once, half up. `multiplier` is in ten-thousandths. */
export function chargeFor(units: Units, price: Price, multiplier: number): bigint {
  const input = whole(units.inputTokens)
  const cached = least(whole(units.cachedTokens), input)
  const written = least(whole(units.cacheWriteTokens), input - cached)
  const output = whole(units.outputTokens)
  const reasoning = least(whole(units.reasoningTokens), output)
  const perMillion =
    (input - cached - written) * price.inputNanos +
    cached * price.cachedInputNanos +
    written * price.cacheWriteNanos +
    (output - reasoning) * price.outputNanos +
    reasoning * price.reasoningNanos +
    whole(units.characters) * price.perMillionCharactersNanos
  const perUnit = price.perRequestNanos + whole(units.images) * price.perImageNanos + whole(units.pages) * price.perPageNanos
  const milliseconds = whole(units.seconds === undefined ? 0 : Math.round(units.seconds * 1000))
  const sum = perMillion * 60_000n + perUnit * million * 60_000n + milliseconds * price.perMinuteNanos * million
  return (sum * BigInt(multiplier) + denominator / 2n) / denominator
}
