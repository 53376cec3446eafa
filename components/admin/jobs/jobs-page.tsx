'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Empty } from '@/components/ui/empty'
import { WhenOpened } from '@/components/ui/when-opened'
import { jobStates } from '@/lib/jobs/names'
import { jobsQuery } from '@/lib/queries/admin-jobs'
import { jobColumns } from './job-columns'
import { jobFilters, jobsAsked } from './job-filter'

const JobSheet = dynamic(() => import('./job-sheet').then((parts) => parts.JobSheet))

export function JobsPage() {
  const t = useTranslations('adminJobs')
  const filters = useFilters(jobFilters)
  const query = useInfiniteQuery(jobsQuery(jobsAsked(filters.values)))
  const list = useListPage({
    name: 'admin-jobs',
    columns: jobColumns(t),
    rows: query.data?.pages.flatMap((page) => page.jobs),
    rowId: (row) => row.id,
    filters,
    openAs: 'job',
  })
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <Filters aside={list.chooser}>
        <SearchField {...filters.field('kind')} placeholder={t('search')} />
        <Facet
          label={t('state')}
          options={jobStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          {...filters.field('state')}
        />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        isOff={(row) => row.state === 'done'}
        empty={
          <Empty icon={<ListChecks aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
      />
      <WhenOpened open={list.openRow !== undefined}>
        <JobSheet job={list.openRow} {...list.sheetProps} />
      </WhenOpened>
    </>
  )
}
