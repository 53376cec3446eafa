import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { UserLine } from '@/lib/users/schema'
import { api } from './fetcher'
import type { EntryView } from './wallet'

/** Moments are text on the wire. */
export type AdminUser = Omit<UserLine, 'createdAt' | 'lastSeenAt'> & { createdAt: string; lastSeenAt: string | null }
export interface UsersFilter {
  search: string
  role: string | null
  enabled: string | null
}

export const usersQuery = (filter: UsersFilter) =>
  infiniteQueryOptions({
    queryKey: ['admin-users', filter],
    queryFn: ({ pageParam, signal }) =>
      api<{ users: AdminUser[]; nextCursor: string | null }>('/api/admin/users', {
        query: { ...filter, cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })

export const refreshUsers = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-users'] })

export const usersApi = {
  change: (id: number, body: Partial<Pick<AdminUser, 'group' | 'role' | 'enabled'>>) =>
    api<unknown>(`/api/admin/users/${id}`, { method: 'PATCH', body }),
  resetPassword: (id: number) => api<{ password: string }>(`/api/admin/users/${id}/password`, { body: {} }),
  adjustBalance: (id: number, body: { amount: string; account: string; reason: string }) =>
    api<{ entry: EntryView }>(`/api/admin/users/${id}/adjustments`, { body }),
}
