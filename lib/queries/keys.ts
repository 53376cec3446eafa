import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from './fetcher'

export interface ApiKey {
  id: string
  name: string
  preview: string
  enabled: boolean
  spendLimit: number | string | null
  spent: number | string
  expiresAt: string | null
  allowedIps: string[]
  models: string[] | null
  group: string | null
  scopes?: string[]
  rateLimit?: { rpm?: number | null; tpm?: number | null; weeklyTokens?: number | null; concurrency?: number | null } | null
  createdAt: string
  lastUsedAt: string | null
}
export interface NewKey extends ApiKey {
  secret: string
}

/** What is sent to create or change keys; `count` only when creating. */
export interface KeyInput {
  name: string
  count?: number
  spendLimit: string | null
  expiresAt: string | null
  allowedIps: string[]
  models: string[] | null
  group: string | null
}

interface Page {
  keys: ApiKey[]
  nextCursor: string | null
}

export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal, pageParam }) => api<Page>('/api/keys', { signal, query: { cursor: pageParam, limit: 100 } }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})

/** After any change of keys: the list, and what else counts them. */
export const refreshKeys = (client: QueryClient) => client.invalidateQueries({ queryKey: keysQuery.queryKey })

export const keysApi = {
  create: (input: KeyInput) => api<{ keys: NewKey[] }>('/api/keys', { body: input }),
  change: (id: string, change: Partial<KeyInput> & { enabled?: boolean }) =>
    api<unknown>(`/api/keys/${id}`, { method: 'PATCH', body: change }),
  delete: (id: string) => api<unknown>(`/api/keys/${id}`, { method: 'DELETE' }),
  reveal: (id: string, password?: string) =>
    api<{ secret: string }>(`/api/keys/${id}/reveal`, { body: password === undefined ? {} : { password } }),
}
