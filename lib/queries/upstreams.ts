import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { UpstreamHealth } from '@/lib/gateway/schema'
import { api } from './fetcher'

export const timeoutNames = ['connect', 'firstByte', 'firstToken', 'idle', 'answer', 'total'] as const
export type TimeoutName = (typeof timeoutNames)[number]

export interface UpstreamLine {
  id: string
  name: string
  enabled: boolean
  baseUrl: string
  protocol: string
  apiKeySet: boolean
  apiKeyLast4: string | null
  apiKeyVariable: string | null
  concurrency: number | null
  timeouts: Partial<Record<TimeoutName, number | null>>
  preset: string | null
  builtin: boolean
  /** Ids of the models that have a target there. */
  models: string[]
  fromFile: boolean
  createdAt: string
}

export interface UpstreamBody {
  name?: string
  enabled?: boolean
  baseUrl?: string
  protocol?: string
  apiKey?: string | null
  concurrency?: number | null
  timeouts?: Partial<Record<TimeoutName, number>>
  preset?: string | null
}

export const upstreamsQuery = queryOptions({
  queryKey: ['admin-upstreams'],
  queryFn: ({ signal }) => api<{ upstreams: UpstreamLine[] }>('/api/admin/upstreams', { signal }),
})

export const healthQuery = queryOptions({
  queryKey: ['admin-upstreams', 'health'],
  queryFn: ({ signal }) => api<{ upstreams: UpstreamHealth[] }>('/api/admin/upstreams/health', { signal }),
  refetchInterval: 5000,
})

/** Models show upstreams and the other way round, so both are read again. */
export const refreshCatalog = (client: QueryClient) =>
  Promise.all(
    [['admin-upstreams'], ['admin-models'], ['admin-groups'], ['models']].map((queryKey) => client.invalidateQueries({ queryKey })),
  )

export const upstreamsApi = {
  save: (id: string | null, body: UpstreamBody) =>
    api<{ upstream: UpstreamLine }>(id === null ? '/api/admin/upstreams' : `/api/admin/upstreams/${id}`, {
      method: id === null ? 'POST' : 'PATCH',
      body,
    }),
  delete: (id: string) => api<void>(`/api/admin/upstreams/${id}`, { method: 'DELETE' }),
  /** What the upstream says it has; with `unsaved` for an address that is still being typed. */
  offeredModels: (from: { id: string } | { unsaved: Pick<UpstreamBody, 'baseUrl' | 'protocol' | 'apiKey'> }) =>
    api<{ models: { id: string }[] }>('id' in from ? `/api/admin/upstreams/${from.id}/models` : '/api/admin/upstreams/models', {
      body: 'id' in from ? {} : from.unsaved,
    }),
}
