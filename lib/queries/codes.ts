import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { CodeBatches, CreatedCodes, NewCodesBody } from '@/lib/ledger/schema'
import { api } from './fetcher'

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['code-batches'],
  queryFn: ({ pageParam, signal }) => api<CodeBatches>('/api/admin/codes', { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export const refreshBatches = (client: QueryClient) => client.invalidateQueries({ queryKey: ['code-batches'] })

export const codeBatchesApi = {
  create: (body: NewCodesBody) => api<CreatedCodes>('/api/admin/codes', { body }),
  change: (id: string, enabled: boolean) => api<unknown>(`/api/admin/codes/${id}`, { method: 'PATCH', body: { enabled } }),
}
