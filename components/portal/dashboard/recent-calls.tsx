'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/data-table/data-table'
import { useListTable } from '@/components/data-table/use-list-table'
import { useRecordColumns } from '@/components/shared/logs/record-columns'
import { Card } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { latestQuery } from '@/lib/queries/usage'

const shown = ['time', 'model', 'key', 'input', 'output', 'charge', 'status']

export function RecentCalls() {
  const t = useTranslations('dashboard')
  const tl = useTranslations('logs')
  const columns = useRecordColumns().filter(({ id }) => shown.includes(id))
  const query = useQuery(latestQuery(10_000))
  const table = useListTable({ columns, rows: query.data?.records, rowId: (row) => row.id })
  return (
    <Card title={t('recent')} aside={<Link href="/logs">{t('allLogs')}</Link>} padded={false}>
      <DataTable
        label={t('recent')}
        dense
        framed={false}
        table={table}
        query={query}
        empty={<Empty title={tl('emptyTitle')}>{tl('emptyBody')}</Empty>}
      />
    </Card>
  )
}
