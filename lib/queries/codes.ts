import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from './fetcher'

export interface BatchLine {
  id: string
  name: string
  amount: number
  account: 'cash' | 'grant'
  count: number
  uses: number
  used: number
  enabled: boolean
  expiresAt: string | null
  createdAt: string
}

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['code-batches'],
  queryFn: ({ pageParam, signal }) =>
    api<{ batches: BatchLine[]; nextCursor: string | null }>('/api/admin/codes', { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export const refreshBatches = (client: QueryClient) => client.invalidateQueries({ queryKey: ['code-batches'] })

export const codeBatchesApi = {
  create: (body: { name: string; amount: string; count: number; uses: number; account: string; expiresAt?: string }) =>
    api<{ batch: BatchLine; codes: string[] }>('/api/admin/codes', { body }),
  change: (id: string, enabled: boolean) => api<unknown>(`/api/admin/codes/${id}`, { method: 'PATCH', body: { enabled } }),
}
