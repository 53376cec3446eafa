import { getNow, getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getRecords } from '@/app/api/admin/usage/route'
import { GET as getModels } from '@/app/api/models/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { LogsPage } from '@/components/shared/logs/logs-page'
import { recordParams, recordsAsked } from '@/components/shared/logs/record-filter'
import { prefetch } from '@/lib/http/prefetch'
import { modelsQuery } from '@/lib/queries/models'
import { recordsQuery } from '@/lib/queries/usage'

export const generateMetadata = async () => ({ title: (await getTranslations('logs'))('titleAll') })

/** The chart above the list asks for itself: its sums are several times as large as everything else here. */
export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [chosen, now] = await Promise.all([createLoader(recordParams)(searchParams), getNow()])
  const data = await prefetch([recordsQuery('all', recordsAsked('all', chosen, now.getTime())), getRecords], [modelsQuery, getModels])
  return (
    <AreaMessages areas={['logs']}>
      <Prefetched data={data}>
        <LogsPage scope="all" />
      </Prefetched>
    </AreaMessages>
  )
}
