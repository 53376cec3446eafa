import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditAnswer, AuditQuery } from '@/lib/audit/schema'
import { byCursor, type Chosen, reads } from './fetcher'

type AuditFilter = Chosen<AuditQuery, 'action' | 'subject' | 'actor' | 'from' | 'to'>

/** Where the whole filtered trail is read as a file. */
export const auditFile = (filter: AuditFilter): string => reads('/api/admin/audit', () => ({ ...filter, format: 'csv' })).address(null)

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: reads<AuditAnswer>('/api/admin/audit', (cursor) => ({ ...filter, cursor, limit: 50 })),
    ...byCursor,
    placeholderData: (before) => before,
  })
