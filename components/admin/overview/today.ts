import type { SeriesRequest } from '@/lib/queries/usage'

const hour = 3_600_000

/** Asks for the day that this hour is in; the server widens it to the whole day of its time zone. */
export function todayRequest(groupBy: SeriesRequest['groupBy'], now = Date.now()): SeriesRequest {
  const from = Math.floor(now / hour) * hour
  return { from: new Date(from).toISOString(), to: new Date(from + hour).toISOString(), bucket: 'day', groupBy }
}
