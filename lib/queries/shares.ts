import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { NewShare, ShareChange, SharesAnswer, ShareView } from '@/lib/shares/schema'
import { api, reads } from './fetcher'

export const sharesQuery = infiniteQueryOptions({
  queryKey: ['shares'],
  queryFn: reads<SharesAnswer>('/api/superbuddy/share', (cursor) => ({ cursor, limit: 50 })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
  select: ({ pages }) => pages.flatMap(({ shares }) => shares),
})

export const refreshShares = (client: QueryClient) => client.invalidateQueries({ queryKey: ['shares'] })

export const sharesApi = {
  create: (body: NewShare) => api<ShareView>('/api/superbuddy/share', { body }),
  change: (id: string, body: ShareChange) => api<ShareView>(`/api/superbuddy/share/${id}`, { method: 'PATCH', body }),
  revoke: (id: string) => api<void>(`/api/superbuddy/share/${id}`, { method: 'DELETE' }),
}
