import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AllRecordsQuery, RecordDetail, RecordList, SeriesRequest, UsageOverview, UsageSeries } from '@/lib/usage/schema'
import { byCursor, type Chosen, reads } from './fetcher'

/** Whose calls are asked for: one's own, or everybody's, which only operators may read. */
export type Scope = 'own' | 'all'
const base = (scope: Scope) => (scope === 'own' ? '/api/usage' : '/api/admin/usage')

export type RecordsFilter = Chosen<AllRecordsQuery, 'requestId' | 'model' | 'keyId' | 'tag' | 'status' | 'from' | 'to' | 'userId'>

export const recordsQuery = (scope: Scope, filter: RecordsFilter) =>
  infiniteQueryOptions({
    queryKey: ['records', scope, filter],
    queryFn: reads<RecordList>(base(scope), (cursor) => ({ ...filter, cursor, limit: 50 })),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const recordQuery = (scope: Scope, id: string) =>
  queryOptions({
    queryKey: ['record', scope, id],
    queryFn: reads<RecordDetail>(`${base(scope)}/${encodeURIComponent(id)}`),
  })

/** The latest calls. They are asked for again every `everyMs` milliseconds while somebody watches. */
export const latestQuery = (everyMs: number | false) =>
  queryOptions({
    queryKey: ['records', 'latest'],
    queryFn: reads<RecordList>('/api/usage', () => ({ limit: 8 })),
    refetchInterval: everyMs,
  })

export const seriesQuery = (scope: Scope, request: SeriesRequest) =>
  queryOptions({
    queryKey: ['series', scope, request],
    queryFn: reads<UsageSeries>(`${base(scope)}/series`, () => ({ ...request })),
    placeholderData: (before) => before,
    refetchInterval: 15_000,
  })

export const overviewQuery = queryOptions({
  queryKey: ['usage-overview'],
  queryFn: reads<UsageOverview>('/api/usage/overview'),
  refetchInterval: 10_000,
})
