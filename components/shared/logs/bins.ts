import type { UsageSeries } from '@/lib/usage/schema'

/** One bar: the calls that began from `from` on and before `to`. */
export interface Bin {
  from: Date
  to: Date
  ok: number
  failed: number
}
export interface Brush {
  from: Date
  to: Date
}

const hour = 3_600_000
const length = { hour, day: 24 * hour }

/** Makes bars of the hourly sums, filtered like the list. The sums know models and failures, but no running calls. */
export function binsOf(data: UsageSeries, { model, status }: { model: string | null; status: string | null }): Bin[] {
  const series = data.series.filter(({ name }) => model === null || name === model)
  return data.buckets.map((at, index) => {
    const calls = series.reduce((sum, { points }) => sum + (points[index]?.calls ?? 0), 0)
    const errors = series.reduce((sum, { points }) => sum + (points[index]?.errors ?? 0), 0)
    const from = new Date(at)
    return {
      from,
      to: new Date(data.buckets[index + 1] ?? from.getTime() + length[data.bucket]),
      ok: status === 'failed' || status === 'running' ? 0 : calls - errors,
      failed: status === 'ok' || status === 'running' ? 0 : errors,
    }
  })
}

export const countIn = (bins: readonly Bin[], brush?: Brush) =>
  bins
    .filter(({ from, to }) => !brush || (from < brush.to && to > brush.from))
    .reduce((sum, { ok, failed }) => ({ calls: sum.calls + ok + failed, failed: sum.failed + failed }), { calls: 0, failed: 0 })

/** The bars from one to another, in either direction. */
export function brushOver(bins: readonly Bin[], a: number, b: number): Brush | null {
  const first = bins[Math.max(0, Math.min(a, b))]
  const last = bins[Math.min(bins.length - 1, Math.max(a, b))]
  return first && last ? { from: first.from, to: last.to } : null
}

/** The bars that a brush covers, by number. */
export function barsUnder(bins: readonly Bin[], brush: Brush | null): [first: number, last: number] | null {
  if (!brush) return null
  const covered = bins.flatMap(({ from, to }, index) => (from < brush.to && to > brush.from ? [index] : []))
  const [first] = covered
  const last = covered.at(-1)
  return first === undefined || last === undefined ? null : [first, last]
}
