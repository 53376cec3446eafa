'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { DataTable } from '@/components/data-table/data-table'
import { useListTable } from '@/components/data-table/use-list-table'
import { useRecordColumns } from '@/components/shared/logs/record-columns'
import { Card } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { recordsQuery } from '@/lib/queries/usage'
import type { UsageRecordView } from '@/lib/usage/schema'

const shown = ['time', 'model', 'user', 'status']
const most = 6

/** Lists the newest calls that failed. Each opens its record, which shows what was tried. */
export function RecentFailures() {
  const t = useTranslations('adminHome')
  const tl = useTranslations('logs')
  const why = (code: string) => (tl.has(`error.${code}`) ? tl(`error.${code}`) : code)
  const columns: Column<UsageRecordView>[] = [
    ...useRecordColumns('all').filter(({ id }) => shown.includes(id)),
    {
      id: 'why',
      header: tl('reason'),
      cell: ({ row }) => (row.original.errorCode === null ? '–' : why(row.original.errorCode)),
      meta: { phone: 'more', drop: 4 },
    },
  ]
  const router = useRouter()
  const query = useInfiniteQuery({ ...recordsQuery('all', { status: 'failed' }), refetchInterval: 15_000 })
  const rows = query.data?.pages.flatMap(({ records }) => records).slice(0, most)
  const table = useListTable({ columns, rows, rowId: (row) => row.id })
  return (
    <Card title={t('failures')} padded={false} aside={<Link href="/admin/logs?status=failed">{t('allFailures')}</Link>}>
      <DataTable
        label={t('failures')}
        dense
        framed={false}
        table={table}
        query={rows?.length === 0 ? query : { ...query, hasNextPage: false }}
        // A search that stopped early and found nothing must not say that nothing failed.
        lookedBackTo={rows?.length === 0 ? query.data?.pages.at(-1)?.lookedBackTo : null}
        empty={
          <Empty icon={<CircleCheck aria-hidden />} title={t('noFailures')}>
            {t('noFailuresBody')}
          </Empty>
        }
        onOpen={(row) => router.push(`/admin/logs?status=failed&call=${row.id}`)}
      />
    </Card>
  )
}
