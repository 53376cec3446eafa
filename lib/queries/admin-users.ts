import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from './fetcher'
import type { EntryView } from './wallet'

export interface UserLine {
  id: number
  username: string
  email: string | null
  role: 'user' | 'support' | 'operator' | 'owner'
  group: string
  enabled: boolean
  balance: number
  createdAt: string
  lastSeenAt: string | null
}
export interface UsersFilter {
  search: string
  role: string | null
  enabled: string | null
}

export const usersQuery = (filter: UsersFilter) =>
  infiniteQueryOptions({
    queryKey: ['admin-users', filter],
    queryFn: ({ pageParam, signal }) =>
      api<{ users: UserLine[]; nextCursor: string | null }>('/api/admin/users', {
        query: { ...filter, cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })

export const refreshUsers = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-users'] })

export const changeUser = (id: number, body: Partial<Pick<UserLine, 'group' | 'role' | 'enabled'>>) =>
  api<unknown>(`/api/admin/users/${id}`, { method: 'PATCH', body })
export const resetPassword = (id: number) => api<{ password: string }>(`/api/admin/users/${id}/password`, { body: {} })
export const adjustBalance = (id: number, body: { amount: string; account: string; reason: string }) =>
  api<{ entry: EntryView }>(`/api/admin/users/${id}/adjustments`, { body })
