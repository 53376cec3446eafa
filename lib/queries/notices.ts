import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { NoticesAnswer, NoticesRead } from '@/lib/notices/schema'
import type { Me } from '@/lib/users/schema'
import { api, byCursor, reads } from './fetcher'
import { meQuery } from './me'

/** The notices, said in this language. */
export const noticesQuery = (locale: string) =>
  infiniteQueryOptions({
    queryKey: ['notices', locale],
    queryFn: reads<NoticesAnswer>('/api/notifications', (cursor) => ({ cursor, limit: 20 })),
    ...byCursor,
    staleTime: 0,
  })

/** Marks notices as read, all without ids, and lets bell and lists know. */
export async function markNoticesRead(client: QueryClient, ids?: string[]): Promise<void> {
  const { unread } = await api<NoticesRead>('/api/notifications/read', { body: { ids } })
  client.setQueryData(meQuery.queryKey, (me: Me | undefined) => me && { ...me, unread })
  await client.invalidateQueries({ queryKey: ['notices'] })
}
