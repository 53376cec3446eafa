'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { RequestStatus } from '@/components/shared/requests/request-status'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import type { RequestKind } from '@/lib/ledger/names'
import type { RequestToDecide } from '@/lib/ledger/request-schema'
import { waitedColumn } from '../waited-column'

type Row = RequestToDecide

export function useQueueColumns(kind: RequestKind): Column<Row>[] {
  const t = useTranslations('requests')
  const approvals = useTranslations('adminApprovals')
  const symbol = currencySymbol(useSite().currency)
  const method = (row: Row) => t(`methods.${row.method}`)
  const detail = (row: Row) => (kind === 'recharge' ? row.note : row.account) ?? '–'
  return [
    {
      id: 'user',
      header: t('admin.user'),
      cell: ({ row }) => row.original.user.username,
      meta: { phone: 'title', csv: (row) => row.user.username },
    },
    {
      id: 'amount',
      header: `${t('amount')} ${symbol}`,
      accessorFn: (row) => row.amount,
      cell: ({ row }) => <Money places={2} value={row.original.amount} />,
      meta: { align: 'right', phone: 'aside', csv: (row) => String(row.amount) },
    },
    { id: 'method', header: t('method'), cell: ({ row }) => method(row.original), meta: { phone: 'sub', csv: method } },
    {
      id: 'detail',
      header: t(kind === 'recharge' ? 'note' : 'account'),
      cell: ({ row }) => <span className="block max-w-80 truncate">{detail(row.original)}</span>,
      meta: { drop: 1, csv: detail },
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ row }) => <RequestStatus kind={kind} state={row.original.state} />,
      meta: { drop: 2, csv: (row) => row.state },
    },
    waitedColumn(approvals, (row) => row.decidedAt ?? row.createdAt),
  ]
}
