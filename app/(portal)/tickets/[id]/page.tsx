import { getTranslations } from 'next-intl/server'
import { GET as getTicket } from '@/app/api/tickets/[id]/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { TicketPage } from '@/components/portal/tickets/ticket-page'
import { prefetch } from '@/lib/http/prefetch'
import { ticketQuery } from '@/lib/queries/tickets'

export const generateMetadata = async () => ({ title: (await getTranslations('tickets'))('title') })

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const data = await prefetch([ticketQuery(id), getTicket, { id }])
  return (
    <AreaMessages areas={['tickets']}>
      <Prefetched data={data}>
        <TicketPage id={id} />
      </Prefetched>
    </AreaMessages>
  )
}
