'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { formatMoney } from '@/components/ui/format-money'
import type { RequestKind } from '@/lib/ledger/names'
import type { RequestToDecide } from '@/lib/ledger/request-schema'
import { adminRequestsApi, refreshRequestsToDecide, requestsToDecideQuery } from '@/lib/queries/admin-requests'
import { Queue } from '../queue'
import type { QueueKind } from '../queue-kind'
import { queueAsked, queueParams } from '../queue-params'
import { PayoutButton } from './payout-button'
import { useQueueColumns } from './queue-columns'
import { RechargeDetails, WithdrawalDetails } from './request-details'

export const RechargesTab = () => <RequestsTab kind="recharge" />
export const WithdrawalsTab = () => <RequestsTab kind="withdrawal" />

function RequestsTab({ kind }: { kind: RequestKind }) {
  const t = useTranslations('requests')
  const client = useQueryClient()
  const query = useInfiniteQuery(requestsToDecideQuery(kind, queueAsked(useFilters(queueParams).values)))
  const queue: QueueKind<RequestToDecide, null> = {
    name: `${kind}s`,
    query,
    rows: query.data,
    columns: useQueueColumns(kind),
    searchIn: t('admin.search'),
    waits: ({ state }) => state === 'pending',
    title: ({ user, amount, currency }) => `${user.username} · ${formatMoney(amount, currency, 'en', 2)}`,
    subtitle: ({ id }) => id,
    Body: kind === 'recharge' ? RechargeDetails : WithdrawalDetails,
    draftOf: () => null,
    approve: ({ id }) => adminRequestsApi.decide(kind, id, { decision: 'approve' }),
    reject: ({ id }, reason) => adminRequestsApi.decide(kind, id, { decision: 'reject', reason }),
    refresh: () => refreshRequestsToDecide(client),
    reasons: [t(`admin.reasons.${kind}.first`), t(`admin.reasons.${kind}.second`)],
    approveWord: t(`admin.approve.${kind}`),
    more: kind === 'withdrawal' ? (row) => row.state === 'approved' && <PayoutButton key={row.id} row={row} /> : undefined,
  }
  return <Queue kind={queue} />
}
