import { queryOptions } from '@tanstack/react-query'
import type { GroupBody, GroupList, OneGroup } from '@/lib/catalog/group-schema'
import { api, reads } from './fetcher'

export const adminGroupsQuery = queryOptions({
  queryKey: ['admin-groups'],
  queryFn: reads<GroupList>('/api/admin/groups'),
})

export const groupsApi = {
  save: (id: string | null, body: GroupBody) =>
    api<OneGroup>(id === null ? '/api/admin/groups' : `/api/admin/groups/${id}`, {
      method: id === null ? 'POST' : 'PATCH',
      body,
    }),
  delete: (id: string) => api<void>(`/api/admin/groups/${id}`, { method: 'DELETE' }),
}
