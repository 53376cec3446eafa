import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditAnswer, AuditQuery } from '@/lib/audit/schema'
import { type Chosen, reads } from './fetcher'

export const auditQuery = (filter: Chosen<AuditQuery, 'action' | 'subject' | 'from'>) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: reads<AuditAnswer>('/api/admin/audit', (cursor) => ({ ...filter, cursor, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
