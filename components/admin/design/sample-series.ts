import type { ShownSeries } from '@/components/charts/top-series'

const days = 8
const day = 86_400_000

export const sampleBuckets = Array.from({ length: days }, (_, index) => new Date(Date.UTC(2026, 0, 8) + index * day).toISOString())

const figures = (charge: number) => ({
  calls: Math.round(charge * 10),
  errors: 0,
  inputTokens: charge * 900,
  outputTokens: charge * 300,
  tokens: charge * 1200,
  charge,
  ttftMs: 300 + charge * 10,
})

/** Made-up use of a few models over some days, the same at every visit. */
export const sampleSeries = (names: readonly string[]): ShownSeries[] =>
  names.map((name, index) => ({
    id: name,
    name,
    colour: index + 1,
    total: figures(40),
    points: sampleBuckets.map((_, at) => figures(2 + ((at * 3 + index * 5) % 7))),
  }))
