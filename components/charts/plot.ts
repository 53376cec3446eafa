import { type Metric, metricValue } from './metric'
import type { ShownSeries } from './top-series'

/** Where a chart's bars end: a round figure that no stack exceeds, and the steps up to it from zero. */
export interface Plot {
  top: number
  ticks: number[]
  /** The buckets that are named below the bars. */
  named: number[]
}

/** The last bucket has not ended yet, so its bar is drawn lighter. */
export const runningOpacity = 0.62
const steps = 4
const mostNames = 6
const round = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** Measures stacked bars, for everything that draws them. */
export function plotOf(series: readonly ShownSeries[], metric: Metric, buckets: number): Plot {
  const sums = Array.from({ length: buckets }, (_, index) => series.reduce((sum, one) => sum + valueAt(one, metric, index), 0))
  const step = roundUp(Math.max(...sums, 0) / steps)
  const ticks = Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)))
  const every = Math.ceil(buckets / mostNames)
  const named = Array.from({ length: buckets }, (_, index) => index).filter((index) => (buckets - 1 - index) % every === 0)
  return { top: ticks[steps] ?? steps, ticks, named }
}

export const valueAt = ({ points }: ShownSeries, metric: Metric, index: number): number => {
  const figures = points[index]
  return figures ? metricValue(figures, metric) : 0
}

function roundUp(value: number): number {
  if (value <= 0) return 1
  const size = 10 ** Math.floor(Math.log10(value))
  return (round.find((one) => one * size >= value * (1 - 1e-9)) ?? 10) * size
}
