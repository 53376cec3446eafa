import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { WaitingCounts } from '@/lib/users/schema'
import { reads } from './fetcher'
import { meQuery } from './me'

/** What waits for operators; asked again while a page is open, because it grows by what others do. */
export const waitingQuery = queryOptions({
  queryKey: ['waiting'],
  queryFn: reads<WaitingCounts>('/api/admin/waiting'),
  staleTime: 10_000,
  refetchInterval: 60_000,
})

/** Counts again, in the tabs and in the sidebar; call it after a decision. */
export const refreshWaiting = (client: QueryClient) =>
  Promise.all([waitingQuery, meQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })))
