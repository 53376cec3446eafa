'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Empty } from '@/components/ui/empty'
import { Segmented } from '@/components/ui/segmented'
import { WhenOpened } from '@/components/ui/when-opened'
import { queueCountsQuery, queueQuery } from '@/lib/queries/admin-tickets'
import { type TicketQueue, ticketStates, ticketTypes } from '@/lib/tickets/names'
import { useStaffColumns } from './queue-columns'
import { ages, queueAddress, ticketsAsked } from './queue-filter'

const TicketSheet = dynamic(() => import('./ticket-sheet').then((parts) => parts.TicketSheet))

export function QueuePage() {
  const t = useTranslations('adminTickets')
  const filters = useFilters(queueAddress)
  const query = useInfiniteQuery(queueQuery(ticketsAsked(filters.values)))
  const list = useListPage({
    name: 'admin-tickets',
    columns: useStaffColumns(),
    rows: query.data,
    rowId: (row) => row.id,
    filters,
    openAs: 'ticket',
  })
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <QueueFilters filters={filters} aside={list.chooser} />
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        isOff={({ status }) => status === 'closed'}
        empty={
          <Empty icon={<Inbox aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
      />
      <WhenOpened open={list.openId !== null}>
        <TicketSheet id={list.openId} {...list.sheetProps} />
      </WhenOpened>
    </>
  )
}

interface FilterProps {
  filters: ReturnType<typeof useFilters<typeof queueAddress>>
  aside: ReactNode
}

function QueueFilters({ filters: { field, values, set }, aside }: FilterProps) {
  const t = useTranslations('adminTickets')
  const own = useTranslations('tickets')
  const counts = useQuery(queueCountsQuery).data
  const queues = (['all', 'unassigned', 'mine'] as const satisfies readonly TicketQueue[]).map((value) => ({
    value,
    label: counts && counts[value] > 0 ? `${t(`queues.${value}`)} ${counts[value]}` : t(`queues.${value}`),
  }))
  return (
    <Filters aside={aside}>
      <Segmented<TicketQueue>
        aria-label={t('queue')}
        options={queues}
        value={values.queue ?? 'all'}
        onValueChange={(queue) => set({ queue: queue === 'all' ? null : queue })}
      />
      <SearchField {...field('q')} placeholder={t('search')} />
      <Facet label={own('status')} options={ticketStates.map((value) => ({ value, label: t(`states.${value}`) }))} {...field('state')} />
      <Facet label={own('type')} options={ticketTypes.map((value) => ({ value, label: own(`types.${value}`) }))} {...field('type')} />
      <Facet label={t('age')} options={ages.map((value) => ({ value, label: t(`ages.${value}`) }))} {...field('age')} />
    </Filters>
  )
}
