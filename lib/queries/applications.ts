import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ApplicationQueue, ApplicationQueueFilter, ApproveApplicationBody, QueuedOne, RevokeBody } from '@/lib/applications/schema'
import { api, type Chosen, reads } from './fetcher'

export const applicationQueueQuery = (filter: Chosen<ApplicationQueueFilter, 'view' | 'search'>) =>
  infiniteQueryOptions({
    queryKey: ['application-queue', 'list', filter],
    queryFn: reads<ApplicationQueue>('/api/admin/applications', (cursor) => ({ ...filter, cursor, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })

export const queuedApplicationQuery = (id: string) =>
  queryOptions({ queryKey: ['application-queue', 'one', id], queryFn: reads<QueuedOne>(`/api/admin/applications/${id}`) })

export const refreshApplicationQueue = (client: QueryClient) => client.invalidateQueries({ queryKey: ['application-queue'] })

const decide = (id: string, verb: string, body: unknown) => api<QueuedOne>(`/api/admin/applications/${id}/${verb}`, { body })
export const applicationQueueApi = {
  approve: (id: string, body: ApproveApplicationBody) => decide(id, 'approve', body),
  reject: (id: string, reason: string, submittedAt?: string) => decide(id, 'reject', { reason, submittedAt }),
  askForChanges: (id: string, text: string, submittedAt?: string) => decide(id, 'ask-changes', { text, submittedAt }),
  revoke: (id: string, body: RevokeBody) => decide(id, 'revoke', body),
  bar: (id: string, barred: boolean) => decide(id, 'bar', { barred }),
  comment: (id: string, text: string) => decide(id, 'comments', { text }),
}
