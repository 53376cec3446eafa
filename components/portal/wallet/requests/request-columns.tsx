'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { RequestStatus } from '@/components/shared/requests/request-status'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import { Time } from '@/components/ui/time'
import type { RequestKind } from '@/lib/ledger/names'
import type { MoneyRequest } from '@/lib/ledger/request-schema'

export function useRequestColumns(kind: RequestKind): Column<MoneyRequest>[] {
  const t = useTranslations('requests')
  const symbol = currencySymbol(useSite().currency)
  const method = (row: MoneyRequest) => t(`methods.${row.method}`)
  return [
    {
      id: 'time',
      header: t('submittedAt'),
      cell: ({ row }) => <Time value={row.original.createdAt} look="clock" />,
      meta: { width: '140px', phone: 'sub', csv: (row) => row.createdAt },
    },
    { id: 'method', header: t('method'), cell: ({ row }) => method(row.original), meta: { phone: 'title', csv: method } },
    kind === 'recharge'
      ? {
          id: 'note',
          header: t('note'),
          cell: ({ row }) => row.original.note ?? '–',
          meta: { phone: 'more', drop: 1, csv: (row) => row.note },
        }
      : {
          id: 'account',
          header: t('account'),
          cell: ({ row }) => <code>{row.original.account}</code>,
          meta: { phone: 'more', drop: 1, csv: (row) => row.account },
        },
    {
      id: 'state',
      header: t('state'),
      cell: ({ row }) => <RequestStatus kind={kind} state={row.original.state} />,
      meta: { phone: 'meta', csv: (row) => row.state },
    },
    {
      id: 'amount',
      header: `${t('amount')} ${symbol}`,
      cell: ({ row }) => <Money places={2} value={row.original.amount} />,
      meta: { align: 'right', phone: 'aside', csv: (row) => String(row.amount) },
    },
  ]
}
