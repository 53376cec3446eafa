/** Odd prices, so that a rounding in the wrong place changes the sum. Money per million tokens. */
export const oddPrice = { input: '1.234567891', output: '9.876543219', cachedInput: '0.123456789' }
/** The same prices with one for reasoning, which otherwise costs what other output costs. */
export const oddReasoningPrice = { ...oddPrice, reasoning: '19.753086437' }

const perMillion = { input: 1_234_567_891n, output: 9_876_543_219n, cached: 123_456_789n, reasoning: 19_753_086_437n }

/**
 * What a call must cost in nanos by the odd prices: summed exactly and rounded once, half up. Cached tokens are part of the input, and
 * reasoning tokens with a price of their own are part of the output.
 */
export function oddCharge(tokens: { input: number; output: number; cached?: number; reasoning?: number }): bigint {
  const cached = BigInt(tokens.cached ?? 0)
  const reasoning = BigInt(tokens.reasoning ?? 0)
  const millionths =
    (BigInt(tokens.input) - cached) * perMillion.input +
    cached * perMillion.cached +
    (BigInt(tokens.output) - reasoning) * perMillion.output +
    reasoning * perMillion.reasoning
  return (millionths + 500_000n) / 1_000_000n
}
