import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { MailDetail, MailsAnswer, MailsQuery } from '@/lib/mail/schema'
import { api, byCursor, type Chosen, reads } from './fetcher'

export const mailsQuery = (filter: Chosen<MailsQuery, 'state' | 'search'>) =>
  infiniteQueryOptions({
    queryKey: ['admin-mail', filter],
    queryFn: reads<MailsAnswer>('/api/admin/mail', (cursor) => ({ ...filter, cursor, limit: 50 })),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const mailQuery = (id: string) =>
  queryOptions({ queryKey: ['admin-mail', 'one', id], queryFn: reads<MailDetail>(`/api/admin/mail/${id}`) })

export const refreshMails = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-mail'] })

export const sendMailAgain = (id: string) => api<void>(`/api/admin/mail/${id}/resend`, { method: 'POST' })
