import { queryOptions } from '@tanstack/react-query'
import type { GroupChoices } from '@/lib/catalog/group-schema'
import { api } from './fetcher'

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => api<GroupChoices>('/api/groups', { signal }),
  staleTime: 60_000,
})
