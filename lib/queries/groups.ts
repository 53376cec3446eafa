import { queryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

/** A group that one's keys may be in: one's own, and those that operators opened to all. */
export interface GroupChoice {
  name: string
  multiplier: number
  rpm?: number | null
  tpm?: number | null
}

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => api<{ groups: GroupChoice[] }>('/api/groups', { signal }),
  staleTime: 60_000,
})
