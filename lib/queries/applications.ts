import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type {
  ApplicationForm,
  ApplicationList,
  ApplicationQueue,
  ApplicationQueueFilter,
  ApproveApplicationBody,
  ChangeApplicationBody,
  NewApplicationBody,
  OneApplication,
  QueuedOne,
  RevokeBody,
  TakenKey,
} from '@/lib/applications/schema'
import { api, byCursor, type Chosen, reads } from './fetcher'

export const applicationsQuery = infiniteQueryOptions({
  queryKey: ['applications', 'list'],
  queryFn: reads<ApplicationList>('/api/applications', (cursor) => ({ cursor, limit: 50 })),
  ...byCursor,
})

export const applicationFormQuery = queryOptions({
  queryKey: ['applications', 'form'],
  queryFn: reads<ApplicationForm>('/api/applications/form'),
})

export const applicationQuery = (id: string) =>
  queryOptions({ queryKey: ['applications', 'one', id], queryFn: reads<OneApplication>(`/api/applications/${id}`) })

export const refreshApplications = (client: QueryClient) => client.invalidateQueries({ queryKey: ['applications'] })

export const applicationsApi = {
  create: (body: NewApplicationBody) => api<OneApplication>('/api/applications', { body }),
  change: (id: string, body: ChangeApplicationBody) => api<OneApplication>(`/api/applications/${id}`, { method: 'PATCH', body }),
  submit: (id: string) => api<OneApplication>(`/api/applications/${id}/submit`, { method: 'POST' }),
  withdraw: (id: string) => api<OneApplication>(`/api/applications/${id}/withdraw`, { method: 'POST' }),
  comment: (id: string, text: string) => api<OneApplication>(`/api/applications/${id}/comments`, { body: { text } }),
  takeKey: (id: string) => api<TakenKey>(`/api/applications/${id}/key`, { method: 'POST' }),
}

export const applicationQueueQuery = (filter: Chosen<ApplicationQueueFilter, 'view' | 'search'>) =>
  infiniteQueryOptions({
    queryKey: ['application-queue', 'list', filter],
    queryFn: reads<ApplicationQueue>('/api/admin/applications', (cursor) => ({ ...filter, cursor, limit: 50 })),
    ...byCursor,
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
