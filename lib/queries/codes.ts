import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { CodeBatchDetail, CodeBatches, CodeUses, CreatedCodes, NewCodesBody } from '@/lib/ledger/schema'
import { api, byCursor, reads } from './fetcher'

export const batchesQuery = (search: string | null) =>
  infiniteQueryOptions({
    queryKey: ['code-batches', 'list', search],
    queryFn: reads<CodeBatches>('/api/admin/codes', (cursor) => ({ search, cursor, limit: 50 })),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const batchQuery = (id: string) =>
  queryOptions({ queryKey: ['code-batches', 'one', id], queryFn: reads<CodeBatchDetail>(`/api/admin/codes/${id}`) })

export const codeUsesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['code-batches', 'uses', id],
    queryFn: reads<CodeUses>(`/api/admin/codes/${id}/uses`, (cursor) => ({ cursor, limit: 50 })),
    ...byCursor,
  })

export const refreshBatches = (client: QueryClient) => client.invalidateQueries({ queryKey: ['code-batches'] })

export const codeBatchesApi = {
  create: (body: NewCodesBody) => api<CreatedCodes>('/api/admin/codes', { body }),
  change: (id: string, enabled: boolean) => api<unknown>(`/api/admin/codes/${id}`, { method: 'PATCH', body: { enabled } }),
  changeCode: (batch: string, id: string, enabled: boolean) =>
    api<unknown>(`/api/admin/codes/${batch}/codes/${id}`, { method: 'PATCH', body: { enabled } }),
}
