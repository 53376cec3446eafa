import { getNow, getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getKeys } from '@/app/api/keys/route'
import { GET as getModels } from '@/app/api/models/route'
import { GET as getRecords } from '@/app/api/usage/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { LogsPage } from '@/components/shared/logs/logs-page'
import { recordParams, recordsAsked } from '@/components/shared/logs/record-filter'
import { prefetch } from '@/lib/http/prefetch'
import { keysQuery } from '@/lib/queries/keys'
import { modelsQuery } from '@/lib/queries/models'
import { recordsQuery } from '@/lib/queries/usage'

export const generateMetadata = async () => ({ title: (await getTranslations('logs'))('title') })

/** The chart above the list asks for itself: its sums are several times as large as everything else here. */
export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [chosen, now] = await Promise.all([createLoader(recordParams)(searchParams), getNow()])
  const data = await prefetch(
    [recordsQuery('own', recordsAsked('own', chosen, now.getTime())), getRecords],
    [modelsQuery, getModels],
    [keysQuery, getKeys],
  )
  return (
    <AreaMessages areas={['logs']}>
      <Prefetched data={data}>
        <LogsPage scope="own" />
      </Prefetched>
    </AreaMessages>
  )
}
