import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { TicketState } from '@/lib/tickets/names'
import type {
  NewTicketAnswer,
  NewTicketBody,
  OneAttachment,
  OneReply,
  RatingBody,
  ReplyBody,
  TicketCounts,
  TicketList,
  TicketThread,
} from '@/lib/tickets/schema'
import { api, reads } from './fetcher'
import { meQuery } from './me'
import { uploadFile } from './upload'

export const ticketsQuery = (status: TicketState | null) =>
  infiniteQueryOptions({
    queryKey: ['tickets', 'list', status],
    queryFn: reads<TicketList>('/api/tickets', (cursor) => ({ status, cursor, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: ({ pages }) => pages.flatMap(({ tickets }) => tickets),
    placeholderData: (before) => before,
  })

export const ticketCountsQuery = queryOptions({
  queryKey: ['tickets', 'counts'],
  queryFn: reads<TicketCounts>('/api/tickets/counts'),
  staleTime: 30_000,
  refetchInterval: 60_000,
})

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ['tickets', 'one', id],
    queryFn: reads<TicketThread>(`/api/tickets/${encodeURIComponent(id)}`),
    refetchInterval: 30_000,
  })

export const refreshTickets = (client: QueryClient) =>
  Promise.all([['tickets'], meQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey })))

/** Where the bytes of an attachment are, for its user and for the staff. */
export const attachmentHref = (ticket: string, file: string, staff: boolean): string =>
  `/api/${staff ? 'admin/' : ''}tickets/${ticket}/attachments/${file}`

export const uploadAttachment = (file: File, onProgress: (part: number) => void, signal: AbortSignal) =>
  uploadFile<OneAttachment>(`/api/tickets/attachments?${new URLSearchParams({ name: file.name })}`, file, onProgress, signal)

const act = (id: string, verb: string) => api<unknown>(`/api/tickets/${id}/${verb}`, { method: 'POST' })
export const ticketsApi = {
  create: (body: NewTicketBody) => api<NewTicketAnswer>('/api/tickets', { body }),
  reply: (id: string, body: ReplyBody) => api<OneReply>(`/api/tickets/${id}/replies`, { body }),
  rate: (id: string, body: RatingBody) => api<unknown>(`/api/tickets/${id}/rating`, { body }),
  close: (id: string) => act(id, 'close'),
  reopen: (id: string) => act(id, 'reopen'),
  markRead: (id: string) => act(id, 'read'),
}
