'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ScrollText } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/data-table/data-table'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { useSite } from '@/components/ui/site-context'
import { useMoment } from '@/components/ui/use-moment'
import { WhenOpened } from '@/components/ui/when-opened'
import { type RecordsFilter, recordsQuery, type Scope } from '@/lib/queries/usage'
import { useRecordColumns } from './record-columns'
import { brushOf, recordParams, recordsAsked } from './record-filter'
import { RecordFilters } from './record-filters'

const CallsOverTime = dynamic(() => import('./calls-over-time').then((parts) => parts.CallsOverTime))
const RecordSheet = dynamic(() => import('./record-sheet').then((parts) => parts.RecordSheet))

export function LogsPage({ scope }: { scope: Scope }) {
  const t = useTranslations('logs')
  const { timeZone } = useSite()
  const filters = useFilters(recordParams)
  const { values, clear, set } = filters
  const asked = recordsAsked(scope, values, useMoment())
  const filtered = Object.values(asked).some((value) => value !== null)
  const query = useInfiniteQuery(recordsQuery(scope, asked))
  const list = useListPage({
    name: `logs-${scope}`,
    columns: useRecordColumns(scope),
    rows: query.data?.pages.flatMap((page) => page.records),
    rowId: (row) => row.id,
    filters: { filtered, clear },
    openAs: 'call',
  })
  const summed = asked.userId === null && asked.tag === null
  return (
    <>
      <PageHead
        title={t(scope === 'own' ? 'title' : 'titleAll')}
        description={t('what', { zone: timeZone })}
        actions={scope === 'own' && <CsvLink asked={asked} />}
      />
      <RecordFilters scope={scope} filters={filters} userName={list.rows?.[0]?.user?.name} aside={list.chooser} />
      {(list.rows?.length !== 0 || filtered) && summed && (
        <CallsOverTime
          scope={scope}
          span={values.span}
          model={values.model}
          status={values.status}
          keyId={values.keyId}
          brush={brushOf(values)}
          onBrush={(brush) => set(brush ?? { from: null, to: null })}
        />
      )}
      <DataTable
        {...list.tableProps}
        label={t('title')}
        dense
        query={query}
        lookedBackTo={query.data?.pages.at(-1)?.lookedBackTo}
        empty={<NoCalls />}
      />
      <WhenOpened open={list.openId !== null}>
        <RecordSheet scope={scope} id={list.openId} {...list.sheetProps} />
      </WhenOpened>
    </>
  )
}

/** The file contains the rows that the list shows. */
function CsvLink({ asked }: { asked: RecordsFilter }) {
  const t = useTranslations('logs')
  const given = Object.entries(asked).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))
  const href = `/api/usage?${new URLSearchParams([['format', 'csv'], ...given])}`
  return (
    <LinkButton href={href} prefetch={false} icon={<Download aria-hidden />} className="phone:hidden">
      {t('csv')}
    </LinkButton>
  )
}

function NoCalls() {
  const t = useTranslations('logs')
  return (
    <Empty
      icon={<ScrollText aria-hidden />}
      title={t('emptyTitle')}
      actions={
        <LinkButton href="/chat" variant="primary">
          {t('tryChat')}
        </LinkButton>
      }
    >
      {t('emptyBody')}
    </Empty>
  )
}
