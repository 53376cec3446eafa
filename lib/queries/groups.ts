import { queryOptions } from '@tanstack/react-query'
import type { GroupChoices } from '@/lib/catalog/group-schema'
import { reads } from './fetcher'

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: reads<GroupChoices>('/api/groups'),
  staleTime: 60_000,
})
