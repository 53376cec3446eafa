import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { RequestKind, RequestState } from '@/lib/ledger/names'
import type { MoneyRequest, MoneyRequests, RechargeBody, RechargeOptions, WithdrawBody, WithdrawOptions } from '@/lib/ledger/request-schema'
import { api, byCursor, reads } from './fetcher'

const addressOf = (kind: RequestKind) => (kind === 'recharge' ? '/api/recharge/request' : '/api/withdraw/request')

// The keys begin with `wallet`, so that they are read again when money has moved.
export const requestsQuery = (kind: RequestKind, state: RequestState | null) =>
  infiniteQueryOptions({
    queryKey: ['wallet', 'requests', kind, state],
    queryFn: reads<MoneyRequests>(addressOf(kind), (cursor) => ({ state, cursor, limit: 50 })),
    ...byCursor,
    select: ({ pages }) => pages.flatMap((page) => page.requests),
    placeholderData: (before) => before,
  })

export const rechargeOptionsQuery = queryOptions({
  queryKey: ['wallet', 'recharge-options'],
  queryFn: reads<RechargeOptions>('/api/recharge/options'),
})

export const withdrawOptionsQuery = queryOptions({
  queryKey: ['wallet', 'withdraw-options'],
  queryFn: reads<WithdrawOptions>('/api/withdraw/options'),
})

export const requestsApi = {
  recharge: (body: RechargeBody, key: string) => api<MoneyRequest>(addressOf('recharge'), { body, key }),
  withdraw: (body: WithdrawBody, key: string) => api<MoneyRequest>(addressOf('withdrawal'), { body, key }),
  cancel: (kind: RequestKind, id: string) => api<MoneyRequest>(`${addressOf(kind)}/${id}/cancel`, { method: 'POST' }),
}
