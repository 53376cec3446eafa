import { queryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

export interface GroupLine {
  id: string
  name: string
  multiplier: number
  selectable: boolean
}

export const adminGroupsQuery = queryOptions({
  queryKey: ['admin-groups'],
  queryFn: ({ signal }) => api<{ groups: GroupLine[] }>('/api/admin/groups', { signal }),
})
