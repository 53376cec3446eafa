import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { MadePassword } from '@/lib/auth/schema'
import type { Adjusted, AdjustmentBody } from '@/lib/ledger/schema'
import type { UserChangeBody, UserLine, UsersAnswer, UsersQuery } from '@/lib/users/schema'
import { api, byCursor, type Chosen, reads } from './fetcher'

export const usersQuery = (filter: Chosen<UsersQuery, 'search' | 'role' | 'enabled'>) =>
  infiniteQueryOptions({
    queryKey: ['admin-users', filter],
    queryFn: reads<UsersAnswer>('/api/admin/users', (cursor) => ({ ...filter, cursor, limit: 50 })),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const refreshUsers = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-users'] })

export const usersApi = {
  change: (id: number, body: UserChangeBody) => api<UserLine>(`/api/admin/users/${id}`, { method: 'PATCH', body }),
  resetPassword: (id: number) => api<MadePassword>(`/api/admin/users/${id}/password`, { body: {} }),
  adjustBalance: (id: number, body: AdjustmentBody) => api<Adjusted>(`/api/admin/users/${id}/adjustments`, { body }),
}
