import { clock, isoDay } from '@/components/ui/format-time'
import type { UsageSeries } from '@/lib/usage/schema'
import type { Brush } from './bins'

/** Labels: days where they begin, hours within a day, every fifth day of a month. */
export function tickWords(at: Date, index: number, { timeZone, bucket, buckets }: UsageSeries): string | undefined {
  if (bucket === 'day') return index % 5 === 0 ? isoDay(at, timeZone).slice(5) : undefined
  const time = clock(at, timeZone, false)
  if (buckets.length <= 48) return Number(time.slice(0, 2)) % 4 === 0 ? time : undefined
  return time.startsWith('00') ? isoDay(at, timeZone).slice(5) : undefined
}

const momentWords = (at: Date, { timeZone, bucket }: UsageSeries) => {
  const day = isoDay(at, timeZone).slice(5)
  return bucket === 'day' ? day : `${day} ${clock(at, timeZone, false)}`
}

/** `11-20 08:00–12:00`, or both days when it goes past midnight. */
export function rangeWords({ from, to }: Brush, data: UsageSeries): string {
  const last = new Date(to.getTime() - 1)
  if (data.bucket === 'day') return [...new Set([from, last].map((one) => isoDay(one, data.timeZone).slice(5)))].join(' – ')
  const same = isoDay(from, data.timeZone) === isoDay(last, data.timeZone)
  return `${momentWords(from, data)}–${same ? clock(to, data.timeZone, false) : momentWords(to, data)}`
}
