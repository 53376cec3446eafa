import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getCounts } from '@/app/api/admin/tickets/counts/route'
import { GET as getQueue } from '@/app/api/admin/tickets/route'
import { queueAddress, ticketsAsked } from '@/components/admin/tickets/queue-filter'
import { QueuePage } from '@/components/admin/tickets/queue-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { queueCountsQuery, queueQuery } from '@/lib/queries/admin-tickets'

export const generateMetadata = async () => ({ title: (await getTranslations('adminTickets'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = ticketsAsked(await createLoader(queueAddress)(searchParams))
  const data = await prefetch([queueQuery(asked), getQueue], [queueCountsQuery, getCounts])
  return (
    <AreaMessages areas={['tickets', 'adminTickets']}>
      <Prefetched data={data}>
        <QueuePage />
      </Prefetched>
    </AreaMessages>
  )
}
