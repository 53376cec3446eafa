import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type {
  AnswerBody,
  AssignBody,
  CannedBody,
  CannedList,
  QueueCounts,
  QueueQuery,
  ReplyBody,
  StaffList,
  StaffThread,
  TicketQueuePage,
} from '@/lib/tickets/schema'
import { api, type Chosen, reads } from './fetcher'
import { refreshWaiting } from './waiting'

export type TicketFilter = Chosen<QueueQuery, 'queue' | 'state' | 'type' | 'search' | 'hours'>

export const queueQuery = (filter: TicketFilter) =>
  infiniteQueryOptions({
    queryKey: ['admin-tickets', 'queue', filter],
    queryFn: reads<TicketQueuePage>('/api/admin/tickets', (cursor) => ({ ...filter, cursor, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: ({ pages }) => pages.flatMap(({ tickets }) => tickets),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

export const queueCountsQuery = queryOptions({
  queryKey: ['admin-tickets', 'counts'],
  queryFn: reads<QueueCounts>('/api/admin/tickets/counts'),
  staleTime: 30_000,
  refetchInterval: 60_000,
})

export const staffTicketQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin-tickets', 'one', id],
    queryFn: reads<StaffThread>(`/api/admin/tickets/${encodeURIComponent(id)}`),
    refetchInterval: 30_000,
  })

export const staffQuery = queryOptions({
  queryKey: ['admin-tickets', 'staff'],
  queryFn: reads<StaffList>('/api/admin/tickets/staff'),
  staleTime: 60_000,
})

export const cannedQuery = queryOptions({
  queryKey: ['admin-tickets', 'canned'],
  queryFn: reads<CannedList>('/api/admin/tickets/canned'),
  staleTime: 60_000,
})

/** Reads everything of the queue again. */
export const refreshQueue = (client: QueryClient) =>
  Promise.all([client.invalidateQueries({ queryKey: ['admin-tickets'] }), refreshWaiting(client)])

const address = '/api/admin/tickets'
export const queueApi = {
  answer: (id: string, body: AnswerBody) => api<StaffThread>(`${address}/${id}/replies`, { body }),
  note: (id: string, body: ReplyBody) => api<StaffThread>(`${address}/${id}/notes`, { body }),
  assign: (id: string, body: AssignBody) => api<unknown>(`${address}/${id}/assign`, { body }),
  close: (id: string) => api<unknown>(`${address}/${id}/close`, { method: 'POST' }),
  reopen: (id: string) => api<unknown>(`${address}/${id}/reopen`, { method: 'POST' }),
  createCanned: (body: CannedBody) => api<unknown>(`${address}/canned`, { body }),
  changeCanned: (id: string, body: CannedBody) => api<unknown>(`${address}/canned/${id}`, { method: 'PUT', body }),
  deleteCanned: (id: string) => api<unknown>(`${address}/canned/${id}`, { method: 'DELETE' }),
}
