import { full, type LoadName } from './plan.ts'
import type { ByDoor, Compared, Measured, Results } from './results.ts'

const measured = (rps: number, p50: number, p99: number, node: number, database: number): Measured => ({
  rps,
  p50,
  p99,
  cpu: { node, database },
  spread: [rps, rps],
  errors: 0,
  missed: 0,
})

const loads: Record<LoadName, ByDoor<Measured>> = {
  '256': { bare: measured(10_000, 20, 40, 80, 0), direct: measured(5000, 50, 120, 120, 72) },
  '64': { bare: measured(10_000, 5, 12, 80, 0), direct: measured(4000, 15, 50, 180, 60), routes: measured(1000, 60, 130, 1000, 150) },
  '64 free': { direct: measured(4400, 14, 45, 170, 50) },
  one: { bare: measured(5000, 0.2, 0.4, 90, 0), direct: measured(700, 1.2, 4.4, 300, 500) },
  '1000/s': { bare: measured(1000, 0.4, 1, 90, 0), direct: measured(1000, 1.6, 13, 300, 300) },
  quarter: { bare: measured(2500, 0.3, 5, 80, 0), direct: measured(2500, 0.2, 40, 200, 100) },
}

const compared = (node: number, times: number): Compared => ({
  cpu: { node, database: 80 },
  p50: 5,
  times: { node: times, cpu: times, p50: times },
  errors: 0,
})

const stream = (p99: number) => ({
  ok: 3,
  bad: 0,
  unfinished: 0,
  usage: 3,
  events: 192,
  seconds: 4,
  p50: 1,
  p90: 2,
  p99,
  max: p99,
  gap99: p99 / 2,
})

/** A run in round figures, for the tests of what is made of one. */
export const sampleResults: Results = {
  size: full,
  loads,
  highest: { bare: { rps: 8000, p99: 9 }, direct: { rps: 2000, p99: 8 } },
  streams: { bare: stream(8), direct: stream(10) },
  bursts: { direct: { warm: 10, first: 45, first100: 20 } },
  memory: { direct: { start: 300, calls: 100_000, steps: [400, 410, 404] } },
  translated: {
    whole: { chat: compared(200, 1), messages: compared(230, 1.15) },
    stream: { chat: compared(2000, 1), messages: compared(2800, 1.4) },
  },
  large: { rerank: { bare: compared(4000, 1), direct: compared(5600, 1.4) } },
  slowReaders: { readers: 200, before: 400, peak: 500, open: 200 },
  books: [],
}
