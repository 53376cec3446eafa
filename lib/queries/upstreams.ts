import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { OfferedAnswer, OneUpstream, UnsavedUpstream, UpstreamBody, UpstreamList } from '@/lib/catalog/upstream-schema'
import type { UpstreamsHealth } from '@/lib/gateway/schema'
import { api, reads } from './fetcher'

export const upstreamsQuery = queryOptions({
  queryKey: ['admin-upstreams'],
  queryFn: reads<UpstreamList>('/api/admin/upstreams'),
})

export const healthQuery = queryOptions({
  queryKey: ['admin-upstreams', 'health'],
  queryFn: reads<UpstreamsHealth>('/api/admin/upstreams/health'),
  refetchInterval: 5000,
})

/** The pages of models, upstreams and groups show each other's names, so all of them are read again. */
export const refreshCatalog = (client: QueryClient) =>
  Promise.all(
    [['admin-upstreams'], ['admin-models'], ['admin-groups'], ['models']].map((queryKey) => client.invalidateQueries({ queryKey })),
  )

export const upstreamsApi = {
  save: (id: string | null, body: UpstreamBody) =>
    api<OneUpstream>(id === null ? '/api/admin/upstreams' : `/api/admin/upstreams/${id}`, {
      method: id === null ? 'POST' : 'PATCH',
      body,
    }),
  delete: (id: string) => api<void>(`/api/admin/upstreams/${id}`, { method: 'DELETE' }),
  resetTarget: (id: string) => api<void>(`/api/admin/targets/${id}/reset`, { method: 'POST' }),
  /** Asks the upstream which models it offers. `unsaved` is an address that is still being typed. */
  offeredModels: (from: { id: string } | { unsaved: UnsavedUpstream }) =>
    api<OfferedAnswer>('id' in from ? `/api/admin/upstreams/${from.id}/models` : '/api/admin/upstreams/models', {
      body: 'id' in from ? {} : from.unsaved,
    }),
}
