import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { AnnouncementBody, AnnouncementLine, AnnouncementLines } from '@/lib/announcements/schema'
import { api, reads } from './fetcher'

export const announcementLinesQuery = infiniteQueryOptions({
  queryKey: ['admin-announcements'],
  queryFn: reads<AnnouncementLines>('/api/admin/announcements', (cursor) => ({ cursor, limit: 50 })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export const refreshAnnouncements = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-announcements'] })

export const announcementsApi = {
  save: (id: string | null, body: AnnouncementBody) =>
    api<AnnouncementLine>(id === null ? '/api/admin/announcements' : `/api/admin/announcements/${id}`, {
      method: id === null ? 'POST' : 'PATCH',
      body,
    }),
  delete: (id: string) => api<void>(`/api/admin/announcements/${id}`, { method: 'DELETE' }),
  read: (ids: string[]) => api<unknown>('/api/announcements/read', { body: { ids } }),
}
