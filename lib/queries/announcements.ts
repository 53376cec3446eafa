import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { AnnouncementBody, AnnouncementLine, AnnouncementLines, AnnouncementsAnswer } from '@/lib/announcements/schema'
import { api, byCursor, reads } from './fetcher'

export const announcementLinesQuery = infiniteQueryOptions({
  queryKey: ['admin-announcements'],
  queryFn: reads<AnnouncementLines>('/api/admin/announcements', (cursor) => ({ cursor, limit: 50 })),
  ...byCursor,
})

/** The newest announcements in the reader's language. */
export const announcementsQuery = (locale: string) =>
  queryOptions({
    queryKey: ['announcements', locale],
    queryFn: reads<AnnouncementsAnswer>('/api/announcements', () => ({ limit: 20 })),
  })

/** Marks announcements as read, and reads again how many are not. */
export async function markAnnouncementsRead(client: QueryClient, ids: string[]): Promise<void> {
  await api<unknown>('/api/announcements/read', { body: { ids } })
  await Promise.all([client.invalidateQueries({ queryKey: ['announcements'] }), client.invalidateQueries({ queryKey: ['me'] })])
}

export const refreshAnnouncements = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-announcements'] })

export const announcementsApi = {
  save: (id: string | null, body: AnnouncementBody) =>
    api<AnnouncementLine>(id === null ? '/api/admin/announcements' : `/api/admin/announcements/${id}`, {
      method: id === null ? 'POST' : 'PATCH',
      body,
    }),
  delete: (id: string) => api<void>(`/api/admin/announcements/${id}`, { method: 'DELETE' }),
}
