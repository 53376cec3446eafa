import { getNow, getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getBatches } from '@/app/api/admin/codes/route'
import { GET as getModels } from '@/app/api/admin/models/route'
import { GET as getHealth } from '@/app/api/admin/upstreams/health/route'
import { GET as getUpstreams } from '@/app/api/admin/upstreams/route'
import { GET as getRecords } from '@/app/api/admin/usage/route'
import { GET as getSeries } from '@/app/api/admin/usage/series/route'
import { OverviewPage } from '@/components/admin/overview/overview-page'
import { UnnamedProxies } from '@/components/admin/overview/unnamed-proxies'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { todayAsked, usageAsked, usageParams } from '@/components/shared/usage/usage-asked'
import { unnamedProxies } from '@/lib/addresses/unnamed-proxies'
import { prefetch } from '@/lib/http/prefetch'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { batchesQuery } from '@/lib/queries/codes'
import { healthQuery, upstreamsQuery } from '@/lib/queries/upstreams'
import { recordsQuery, seriesQuery } from '@/lib/queries/usage'

export const generateMetadata = async () => ({ title: (await getTranslations('adminHome'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const proxies = unnamedProxies()
  const [chosen, now] = await Promise.all([createLoader(usageParams)(searchParams), getNow()])
  const data = await prefetch(
    [upstreamsQuery, getUpstreams],
    [healthQuery, getHealth],
    [adminModelsQuery, getModels],
    [batchesQuery(null), getBatches],
    [seriesQuery('all', todayAsked(now.getTime())), getSeries],
    [seriesQuery('all', usageAsked(chosen, now.getTime())), getSeries],
    [recordsQuery('all', { status: 'failed' }), getRecords],
  )
  return (
    <AreaMessages areas={['adminHome', 'adminUpstreams', 'dashboard', 'logs']}>
      <Prefetched data={data}>
        {proxies.length > 0 && <UnnamedProxies addresses={proxies} />}
        <OverviewPage />
      </Prefetched>
    </AreaMessages>
  )
}
