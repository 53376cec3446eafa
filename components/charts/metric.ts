import type { Figures } from '@/lib/usage/schema'

export const metrics = ['charge', 'tokens', 'calls', 'errors', 'latency'] as const
export type Metric = (typeof metrics)[number]

/** Charts may round, because the exact figures are in the tables. */
export const metricValue = (figures: Figures, metric: Metric): number =>
  metric === 'latency' ? (figures.ttftMs ?? 0) : Number(figures[metric])
