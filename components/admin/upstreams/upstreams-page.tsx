'use client'
import { useQuery } from '@tanstack/react-query'
import { Network, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { ProcessNote } from '@/components/admin/targets/process-note'
import { upstreamStates } from '@/components/admin/targets/upstream-state'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useListPage } from '@/components/data-table/use-list-page'
import { useDiscardGuard } from '@/components/form/use-discard-guard'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { WhenOpened } from '@/components/ui/when-opened'
import { healthQuery, upstreamsQuery } from '@/lib/queries/upstreams'
import { useUpstreamColumns } from './upstream-columns'
import { useUpstreamFilters } from './use-upstream-filters'

const UpstreamSheet = dynamic(() => import('./upstream-sheet').then((parts) => parts.UpstreamSheet))

/** `locked` means that a catalog file is in force, so that its rows can only be looked at. */
export function UpstreamsPage({ locked }: { locked: boolean }) {
  const t = useTranslations('adminUpstreams')
  const { guard, onDirty } = useDiscardGuard()
  const query = useQuery(upstreamsQuery)
  const health = useQuery(healthQuery).data?.upstreams
  const healthOf = (id: string) => health?.find(({ upstream }) => upstream === id)
  const filters = useUpstreamFilters(healthOf)
  const all = query.data?.upstreams
  const columns = useUpstreamColumns({ healthOf, locked, onEdit: (id) => list.open(id) })
  const list = useListPage({
    name: 'admin-upstreams',
    columns,
    rows: all?.filter(filters.matches),
    rowId: (row) => row.id,
    filters,
    openAs: 'upstream',
    guard: (go) => void guard(go),
  })
  const { openId } = list
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => list.open('new')}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('title')}
        count={all && t('count', { count: all.length })}
        description={t('what')}
        actions={
          <>
            <CsvButton
              name="upstreams"
              columns={[...columns, { id: 'url', header: t('baseUrl'), meta: { csv: (row) => row.baseUrl } }]}
              rows={list.rows}
            />
            {add}
          </>
        }
      />
      <ProcessNote />
      <Filters aside={list.chooser}>
        <SearchField {...filters.field('q')} placeholder={t('search')} />
        <Facet
          label={t('state')}
          options={upstreamStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          {...filters.field('state')}
        />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={{ ...query, isFetching: query.isFetching && !query.isPending && query.isStale }}
        isOff={(row) => !row.enabled}
        empty={
          <Empty icon={<Network aria-hidden />} title={t('emptyTitle')} actions={add}>
            {t('emptyBody')}
          </Empty>
        }
      />
      <WhenOpened open={openId !== null}>
        <UpstreamSheet
          upstream={all?.find((row) => row.id === openId)}
          creating={openId === 'new'}
          locked={locked}
          health={openId === null ? undefined : healthOf(openId)}
          onDirty={onDirty}
          onSaved={list.goTo}
          {...list.sheetProps}
        />
      </WhenOpened>
    </>
  )
}
