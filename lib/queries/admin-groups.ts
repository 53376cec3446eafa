import { queryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

export interface GroupLine {
  id: string
  name: string
  multiplier: number
  rpm: number | null
  tpm: number | null
  weeklyTokens: number | null
  concurrency: number | null
  selectable: boolean
  members: number
  fromFile: boolean
  createdAt: string
}
export interface GroupBody {
  name?: string
  multiplier?: string
  rpm?: number | null
  tpm?: number | null
  weeklyTokens?: number | null
  concurrency?: number | null
  selectable?: boolean
}

export const adminGroupsQuery = queryOptions({
  queryKey: ['admin-groups'],
  queryFn: ({ signal }) => api<{ groups: GroupLine[] }>('/api/admin/groups', { signal }),
})

export const groupsApi = {
  save: (id: string | null, body: GroupBody) =>
    api<{ group: GroupLine }>(id === null ? '/api/admin/groups' : `/api/admin/groups/${id}`, {
      method: id === null ? 'POST' : 'PATCH',
      body,
    }),
  delete: (id: string) => api<void>(`/api/admin/groups/${id}`, { method: 'DELETE' }),
}
