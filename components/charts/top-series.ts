import type { Figures, UsageSeries } from '@/lib/usage/schema'
import { type Metric, metricValue } from './metric'

export interface ShownSeries {
  id: string
  name: string
  /** The number of the colour token, --c1 to --c6. */
  colour: number
  total: Figures
  points: Figures[]
}

const most = 5
/** The series into which the server has already summed the smaller ones. */
const summed = '…'

const sum = (parts: Figures[]): Figures =>
  parts.reduce((a, b) => ({
    calls: a.calls + b.calls,
    errors: a.errors + b.errors,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    tokens: a.tokens + b.tokens,
    charge: Number(a.charge) + Number(b.charge),
    ttftMs: a.ttftMs === null ? b.ttftMs : b.ttftMs === null ? a.ttftMs : (a.ttftMs + b.ttftMs) / 2,
  }))

/** The five largest by this metric, and everything else as one. */
export function topSeries(data: UsageSeries, metric: Metric, names: { rest(count: number): string; unnamed: string }): ShownSeries[] {
  const size = (one: UsageSeries['series'][number]) => (one.id === summed ? -1 : metricValue(one.total, metric))
  const ranked = [...data.series].sort((a, b) => size(b) - size(a))
  const shown = ranked.slice(0, most).map((one, index) => ({ ...one, name: one.name || names.unnamed, colour: index + 1 }))
  const rest = ranked.slice(most)
  if (rest.length === 0) return shown
  const points = data.buckets.map((_, index) => sum(rest.flatMap(({ points: list }) => list[index] ?? [])))
  return [...shown, { id: summed, name: names.rest(rest.length), colour: 6, total: sum(rest.map(({ total }) => total)), points }]
}
