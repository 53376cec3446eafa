import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { RequestKind } from '@/lib/ledger/names'
import type { DecisionBody, MoneyRequest, Payee, QueueFilter, RequestsToDecide } from '@/lib/ledger/request-schema'
import { api, byCursor, type Chosen, reads } from './fetcher'

type QueueAsked = Chosen<QueueFilter, 'view' | 'search'>

const addressOf = (kind: RequestKind) => `/api/admin/${kind}s`

export const requestsToDecideQuery = (kind: RequestKind, asked: QueueAsked) =>
  infiniteQueryOptions({
    queryKey: ['admin-requests', kind, asked],
    queryFn: reads<RequestsToDecide>(addressOf(kind), (cursor) => ({ ...asked, cursor, limit: 50 })),
    ...byCursor,
    select: ({ pages }) => pages.flatMap((page) => page.requests),
    placeholderData: (before) => before,
  })

export const refreshRequestsToDecide = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-requests'] })

export const adminRequestsApi = {
  decide: (kind: RequestKind, id: string, body: DecisionBody) => api<MoneyRequest>(`${addressOf(kind)}/${id}/decide`, { body }),
  reveal: (id: string) => api<Payee>(`/api/admin/withdrawals/${id}/reveal`, { method: 'POST' }),
  markPaid: (id: string, payment: string) => api<MoneyRequest>(`/api/admin/withdrawals/${id}/paid`, { body: { payment } }),
}
