import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from './fetcher'

export interface AuditEntry {
  id: string
  time: string
  /** null: the installation itself */
  actor: { id: number; username: string } | null
  action: string
  subject: string | null
  before: unknown
  after: unknown
  address: string | null
  requestId: string | null
}
export interface AuditFilter {
  action: string | null
  subject: string | null
  from: string | null
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      api<{ entries: AuditEntry[]; nextCursor: string | null }>('/api/admin/audit', {
        query: { ...filter, cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
