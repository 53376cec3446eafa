/** Odd prices, so that a rounding in the wrong place shows. Money per million tokens. */
export const oddPrice = { input: '1.234567891', output: '9.876543219', cachedInput: '0.123456789' }

const perMillion = { input: 1_234_567_891n, output: 9_876_543_219n, cached: 123_456_789n }

/** What a call must cost in nanos by the odd prices: summed exactly, rounded once, half up. */
export function oddCharge(tokens: { input: number; output: number; cached?: number }): bigint {
  const cached = BigInt(tokens.cached ?? 0)
  const millionths =
    (BigInt(tokens.input) - cached) * perMillion.input + cached * perMillion.cached + BigInt(tokens.output) * perMillion.output
  return (millionths + 500_000n) / 1_000_000n
}
