'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import { Time } from '@/components/ui/time'
import type { PaidEntry } from '@/lib/queries/wallet'

export function useEntryColumns(): Column<PaidEntry>[] {
  const t = useTranslations('wallet')
  const symbol = currencySymbol(useSite().currency)
  const kind = (row: PaidEntry) => (t.has(`kind.${row.kind}`) ? t(`kind.${row.kind}`) : row.kind)
  return [
    {
      id: 'time',
      header: t('time'),
      cell: ({ row }) => <Time value={row.original.time} look="clock" />,
      meta: { width: '140px', phone: 'sub', csv: (row) => row.time },
    },
    { id: 'kind', header: t('what_for'), cell: ({ row }) => kind(row.original), meta: { phone: 'title', csv: kind } },
    {
      id: 'reference',
      header: t('reference'),
      cell: ({ row }) => <Reference entry={row.original} />,
      meta: { phone: 'more', drop: 4, csv: (row) => row.note ?? row.reference },
    },
    {
      id: 'account',
      header: t('account'),
      cell: ({ row }) => t(`accounts.${row.original.account}`),
      meta: { phone: 'meta', drop: 3, csv: (row) => row.account },
    },
    {
      id: 'amount',
      header: `${t('amount')} ${symbol}`,
      cell: ({ row }) => <Amount entry={row.original} />,
      meta: { align: 'right', phone: 'aside', csv: (row) => String(row.amount) },
    },
    {
      id: 'after',
      header: `${t('after')} ${symbol}`,
      cell: ({ row }) =>
        row.original.account === 'points' ? String(row.original.balanceAfter) : <Money places={4} value={row.original.balanceAfter} />,
      meta: { align: 'right', drop: 1, csv: (row) => String(row.balanceAfter) },
    },
  ]
}

function Amount({ entry: { account, amount } }: { entry: PaidEntry }) {
  const plus = Number(amount) > 0 && '+'
  if (account === 'points')
    return (
      <>
        {plus}
        {amount}
      </>
    )
  return (
    <span className={plus ? 'text-ok-text' : undefined}>
      {plus}
      <Money places={4} value={amount} />
    </span>
  )
}

function Reference({ entry: { reference, model, note, calls } }: { entry: PaidEntry }) {
  const t = useTranslations('wallet')
  if (calls !== null && reference?.startsWith('day:'))
    return (
      <Link href={`/wallet?day=${reference.slice(4)}`} prefetch={false} scroll={false}>
        {t('calls', { day: reference.slice(4), count: calls })}
      </Link>
    )
  if (!reference?.startsWith('call_')) return <>{note ?? reference ?? '–'}</>
  return (
    <Link href={`/logs?call=${reference}`} prefetch={false} title={reference}>
      {model ?? <code>{reference}</code>}
    </Link>
  )
}
