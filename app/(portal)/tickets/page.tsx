import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getCounts } from '@/app/api/tickets/counts/route'
import { GET as getTickets } from '@/app/api/tickets/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { ticketParams } from '@/components/portal/tickets/ticket-params'
import { TicketsPage } from '@/components/portal/tickets/tickets-page'
import { prefetch } from '@/lib/http/prefetch'
import { ticketCountsQuery, ticketsQuery } from '@/lib/queries/tickets'

export const generateMetadata = async () => ({ title: (await getTranslations('tickets'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { status } = await createLoader(ticketParams)(searchParams)
  const data = await prefetch([ticketsQuery(status), getTickets], [ticketCountsQuery, getCounts])
  return (
    <AreaMessages areas={['tickets']}>
      <Prefetched data={data}>
        <TicketsPage />
      </Prefetched>
    </AreaMessages>
  )
}
