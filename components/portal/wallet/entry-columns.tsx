'use client'
import Link from 'next/link'
import type { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { Time } from '@/components/ui/time'
import type { PaidEntry } from '@/lib/queries/wallet'

const signed = (row: PaidEntry) => `${Number(row.amount) > 0 ? '+' : ''}${row.amount}`

export function entryColumns(t: ReturnType<typeof useTranslations>, currency: string): Column<PaidEntry>[] {
  const kind = (row: PaidEntry) => (t.has(`kind.${row.kind}`) ? t(`kind.${row.kind}`) : row.kind)
  const amount = (row: PaidEntry) =>
    row.account === 'points' ? (
      signed(row)
    ) : (
      <span className={Number(row.amount) > 0 ? 'text-ok-text' : undefined}>
        {Number(row.amount) > 0 && '+'}
        <Money places={4} value={row.amount} />
      </span>
    )
  return [
    {
      id: 'time',
      head: t('time'),
      cell: (row) => <Time value={row.time} look="clock" />,
      phone: 'sub',
      width: '140px',
      csv: (row) => row.time,
    },
    { id: 'kind', head: t('what_for'), cell: kind, phone: 'title', csv: kind },
    {
      id: 'reference',
      head: t('reference'),
      cell: (row) =>
        row.reference?.startsWith('call_') ? (
          <Link href={`/logs?call=${row.reference}`} title={row.reference}>
            {row.model ?? <code>{row.reference}</code>}
          </Link>
        ) : (
          (row.note ?? row.reference ?? '–')
        ),
      drop: 4,
      phone: 'more',
      csv: (row) => row.note ?? row.reference,
    },
    { id: 'account', head: t('account'), cell: (row) => t(`accounts.${row.account}`), drop: 3, phone: 'meta', csv: (row) => row.account },
    {
      id: 'amount',
      head: `${t('amount')} ${currencySymbol(currency)}`,
      cell: amount,
      align: 'right',
      phone: 'aside',
      csv: (row) => String(row.amount),
    },
    {
      id: 'after',
      head: `${t('after')} ${currencySymbol(currency)}`,
      cell: (row) => (row.account === 'points' ? String(row.balanceAfter) : <Money places={4} value={row.balanceAfter} />),
      align: 'right',
      drop: 1,
      csv: (row) => String(row.balanceAfter),
    },
  ]
}
