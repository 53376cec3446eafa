'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Coins } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { useListPage } from '@/components/data-table/use-list-page'
import { Empty } from '@/components/ui/empty'
import { Time } from '@/components/ui/time'
import { entriesQuery, type PaidEntry } from '@/lib/queries/wallet'

/** Everything that changed the points, the newest first. */
export function PointsHistory() {
  const t = useTranslations('points')
  const query = useInfiniteQuery(entriesQuery({ account: 'points' }))
  const columns = useColumns()
  const list = useListPage({ name: 'points', columns, rows: query.data, rowId: (row) => row.id })
  return (
    <>
      <div className="mt-2 flex min-h-8.5 items-center gap-3">
        <h2 className="text-[15px]">{t('history')}</h2>
        <span className="ml-auto">
          <CsvButton name="points" columns={columns} rows={list.rows} />
        </span>
      </div>
      <DataTable
        {...list.tableProps}
        label={t('history')}
        query={query}
        empty={
          <Empty icon={<Coins aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
      />
    </>
  )
}

function useColumns(): Column<PaidEntry>[] {
  const t = useTranslations('points')
  const format = useFormatter()
  const kind = (row: PaidEntry) => (t.has(`kind.${row.kind}`) ? t(`kind.${row.kind}`) : row.kind)
  return [
    {
      id: 'time',
      header: t('time'),
      cell: ({ row }) => <Time value={row.original.time} look="clock" />,
      meta: { width: '140px', phone: 'sub', csv: (row) => row.time },
    },
    { id: 'kind', header: t('whatFor'), cell: ({ row }) => kind(row.original), meta: { phone: 'title', csv: kind } },
    {
      id: 'reference',
      header: t('reference'),
      cell: ({ row }) => <Reference entry={row.original} />,
      meta: { phone: 'more', drop: 2, csv: (row) => row.note ?? row.reference },
    },
    {
      id: 'amount',
      header: t('change'),
      cell: ({ row: { original } }) => (
        <span className={Number(original.amount) > 0 ? 'text-ok-text' : undefined}>
          {format.number(Number(original.amount), { signDisplay: 'exceptZero' })}
        </span>
      ),
      meta: { align: 'right', phone: 'aside', csv: (row) => String(row.amount) },
    },
    {
      id: 'after',
      header: t('after'),
      cell: ({ row }) => format.number(Number(row.original.balanceAfter)),
      meta: { align: 'right', drop: 1, csv: (row) => String(row.balanceAfter) },
    },
  ]
}

function Reference({ entry: { reference, model, note } }: { entry: PaidEntry }) {
  if (!reference?.startsWith('call_')) return <>{note ?? '–'}</>
  return (
    <Link href={`/logs?call=${reference}`} prefetch={false} title={reference}>
      {model ?? <code>{reference}</code>}
    </Link>
  )
}
