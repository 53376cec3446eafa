import { type inferParserType, parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'
import type { RecordsFilter, Scope } from '@/lib/queries/usage'
import { statusFilters } from '@/lib/usage/names'
import type { SeriesRequest } from '@/lib/usage/schema'
import type { Brush } from './bins'
import { type Span, spanFrom, spans } from './spans'

/** What the address of a list of calls may say. */
export const recordParams = {
  id: asSearch,
  model: parseAsString,
  status: parseAsStringLiteral(statusFilters),
  span: parseAsStringLiteral(spans),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  userId: parseAsString,
  keyId: parseAsString,
  tag: parseAsString,
}
type Params = inferParserType<typeof recordParams>

export const brushOf = ({ from, to }: Pick<Params, 'from' | 'to'>): Brush | null => (from && to && from < to ? { from, to } : null)

/** What is asked for when the address says this. */
export function recordsAsked(scope: Scope, params: Params, now: number): RecordsFilter {
  const { id, model, status, span, userId, keyId, tag } = params
  const brush = brushOf(params)
  return {
    requestId: id.trim() || null,
    model,
    status,
    keyId,
    tag,
    userId: scope === 'all' ? userId : null,
    from: brush ? brush.from.toISOString() : span && spanFrom(span, now),
    to: brush ? brush.to.toISOString() : null,
  }
}

const hour = 3_600_000
const hours = { day: 24, week: 168, month: 720 }

/** How far back the chart above the list looks. */
export const chartSpan = (span: Span | null) => (span === 'day' || span === 'month' ? span : 'week')

/** What that chart asks for; it ends on the hour, so that every rendering within that hour repeats the same query. */
export function chartAsked({ span, keyId }: Pick<Params, 'span' | 'keyId'>, now: number): SeriesRequest {
  const wide = chartSpan(span)
  const to = Math.ceil(now / hour) * hour
  return {
    from: new Date(to - hours[wide] * hour).toISOString(),
    to: new Date(to).toISOString(),
    bucket: wide === 'month' ? 'day' : 'hour',
    groupBy: 'model',
    ...(keyId !== null && { keyId }),
  }
}
