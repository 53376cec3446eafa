import { type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import type { SeriesRequest } from '@/lib/usage/schema'

export const usageSpans = ['24h', '7d', '14d', '30d'] as const
export const usageGroups = ['model', 'key'] as const

/** What the address says about the chart of usage. */
export const usageParams = {
  by: parseAsStringLiteral(usageGroups).withDefault('model'),
  span: parseAsStringLiteral(usageSpans).withDefault('14d'),
}

const hour = 3_600_000
const hours = { '24h': 24, '7d': 7 * 24, '14d': 14 * 24, '30d': 30 * 24 }

/** The span begins on the hour, so that every rendering within that hour repeats the same query. */
export function usageAsked({ by, span }: inferParserType<typeof usageParams>, now: number): SeriesRequest {
  const to = Math.ceil(now / hour) * hour
  const daily = span !== '24h'
  return {
    from: new Date(to - (daily ? hours[span] - 24 : hours[span]) * hour).toISOString(),
    to: new Date(to).toISOString(),
    bucket: daily ? 'day' : 'hour',
    groupBy: by,
  }
}

/** Asks for this hour; the server widens the span to the whole day of its time zone. */
export function todayAsked(now: number): SeriesRequest {
  const from = Math.floor(now / hour) * hour
  return { from: new Date(from).toISOString(), to: new Date(from + hour).toISOString(), bucket: 'day', groupBy: 'none' }
}
