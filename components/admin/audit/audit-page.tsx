'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ShieldCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { buttonVariants } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { useSite } from '@/components/ui/site-context'
import { useMoment } from '@/components/ui/use-moment'
import { WhenOpened } from '@/components/ui/when-opened'
import { auditFile, auditQuery } from '@/lib/queries/audit'
import { auditColumns } from './audit-columns'
import { auditAsked, auditFilters, auditRooms, auditSpans } from './audit-filter'
import { DayField } from './day-field'

const AuditSheet = dynamic(() => import('./audit-sheet').then((parts) => parts.AuditSheet))

export function AuditPage() {
  const t = useTranslations('adminAudit')
  const { timeZone } = useSite()
  const filters = useFilters(auditFilters)
  const tc = useTranslations('common')
  const asked = auditAsked(filters.values, useMoment())
  const query = useInfiniteQuery(auditQuery(asked))
  const columns = auditColumns(t)
  const list = useListPage({
    name: 'audit',
    columns,
    rows: query.data?.pages.flatMap((page) => page.entries),
    rowId: (row) => row.id,
    filters,
    openAs: 'entry',
  })
  return (
    <>
      <PageHead
        title={t('title')}
        description={t('what', { zone: timeZone })}
        actions={
          <a className={buttonVariants()} href={auditFile(asked)} download="audit.csv">
            <Download aria-hidden />
            {tc('exportCsv')}
          </a>
        }
      />
      <Filters aside={list.chooser}>
        <SearchField {...filters.field('subject')} placeholder={t('search')} />
        <SearchField {...filters.field('actor')} placeholder={t('searchActor')} />
        <Facet label={t('room')} options={auditRooms.map((value) => ({ value, label: t(`rooms.${value}`) }))} {...filters.field('room')} />
        <Facet label={t('time')} options={auditSpans.map((value) => ({ value, label: t(`spans.${value}`) }))} {...filters.field('span')} />
        <DayField label={t('from')} {...filters.field('from')} />
        <DayField label={t('to')} {...filters.field('to')} />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        dense
        query={query}
        empty={
          <Empty icon={<ShieldCheck aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
      />
      <WhenOpened open={list.openRow !== undefined}>
        <AuditSheet entry={list.openRow} {...list.sheetProps} />
      </WhenOpened>
    </>
  )
}
