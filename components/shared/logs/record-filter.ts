import { type inferParserType, parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/as-search'
import type { RecordsFilter, Scope } from '@/lib/queries/usage'
import { statusFilters } from '@/lib/usage/names'
import type { Brush } from './bins'
import { spanFrom, spans } from './spans'

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
export function recordsAsked(scope: Scope, params: Params): RecordsFilter {
  const { id, model, status, span, userId, keyId, tag } = params
  const brush = brushOf(params)
  return {
    requestId: id.trim() || null,
    model,
    status,
    keyId,
    tag,
    userId: scope === 'all' ? userId : null,
    from: brush ? brush.from.toISOString() : span && spanFrom(span),
    to: brush ? brush.to.toISOString() : null,
  }
}
