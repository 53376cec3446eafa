import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { ChangeKeyBody, CreateKeysBody, KeyList, NewKeys, OneKey, RevealedKey } from '@/lib/keys/schema'
import { api, byCursor, reads } from './fetcher'

export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys'],
  queryFn: reads<KeyList>('/api/keys', (cursor) => ({ cursor, limit: 100 })),
  ...byCursor,
})

/** Reads the list of keys again; call it after any change of keys. */
export const refreshKeys = (client: QueryClient) => client.invalidateQueries({ queryKey: keysQuery.queryKey })

export const keysApi = {
  create: (body: CreateKeysBody) => api<NewKeys>('/api/keys', { body }),
  change: (id: string, body: ChangeKeyBody) => api<OneKey>(`/api/keys/${id}`, { method: 'PATCH', body }),
  delete: (id: string) => api<unknown>(`/api/keys/${id}`, { method: 'DELETE' }),
  reveal: (id: string, password?: string) =>
    api<RevealedKey>(`/api/keys/${id}/reveal`, { body: password === undefined ? {} : { password } }),
}
