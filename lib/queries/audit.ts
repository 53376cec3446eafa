import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditAnswer, AuditQuery } from '@/lib/audit/schema'
import { api, type Chosen } from './fetcher'

export const auditQuery = (filter: Chosen<AuditQuery, 'action' | 'subject' | 'from'>) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      api<AuditAnswer>('/api/admin/audit', { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
