'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { LifeBuoy, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useQueryStates } from 'nuqs'
import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters/filters'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Segmented } from '@/components/ui/segmented'
import { ticketCountsQuery, ticketsQuery } from '@/lib/queries/tickets'
import { ticketStates } from '@/lib/tickets/names'
import { useTicketColumns } from './ticket-columns'
import { newTicketParams, ticketParams } from './ticket-params'

const NewTicket = dynamic(() => import('./new-ticket').then((parts) => parts.NewTicket))

export function TicketsPage() {
  const t = useTranslations('tickets')
  const router = useRouter()
  const filters = useFilters(ticketParams)
  const [asked, ask] = useQueryStates(newTicketParams)
  const query = useInfiniteQuery(ticketsQuery(filters.values.status))
  const list = useListPage({ name: 'tickets', columns: useTicketColumns(), rows: query.data, rowId: (row) => row.id, filters })
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => void ask({ new: true })}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={create} />
      <Filters aside={list.chooser}>
        <StateChoice {...filters.field('status')} />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        isOff={({ status }) => status === 'closed'}
        onOpen={({ id }) => router.push(`/tickets/${id}`)}
        empty={
          <Empty icon={<LifeBuoy aria-hidden />} title={t('emptyTitle')} actions={create}>
            {t('emptyBody')}
          </Empty>
        }
      />
      {asked.new && <NewTicket link={asked.link} onClose={() => void ask(null)} />}
    </>
  )
}

type Choice = (typeof ticketStates)[number] | 'all'

function StateChoice({ value, onChange }: { value: Choice | null; onChange(value: Exclude<Choice, 'all'> | null): void }) {
  const t = useTranslations('tickets')
  const counts = useQuery(ticketCountsQuery).data
  const options = (['all', ...ticketStates] as const).map((one) => ({
    value: one,
    label: one === 'all' || !counts?.[one] ? t(`states.${one}`) : `${t(`states.${one}`)} ${counts[one]}`,
  }))
  return (
    <Segmented<Choice>
      aria-label={t('status')}
      options={options}
      value={value ?? 'all'}
      onValueChange={(next) => onChange(next === 'all' ? null : next)}
    />
  )
}
