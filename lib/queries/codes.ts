import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { CodeBatches, CreatedCodes, NewCodesBody } from '@/lib/ledger/schema'
import { api, reads } from './fetcher'

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['code-batches'],
  queryFn: reads<CodeBatches>('/api/admin/codes', (cursor) => ({ cursor, limit: 50 })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export const refreshBatches = (client: QueryClient) => client.invalidateQueries({ queryKey: ['code-batches'] })

export const codeBatchesApi = {
  create: (body: NewCodesBody) => api<CreatedCodes>('/api/admin/codes', { body }),
  change: (id: string, enabled: boolean) => api<unknown>(`/api/admin/codes/${id}`, { method: 'PATCH', body: { enabled } }),
}
