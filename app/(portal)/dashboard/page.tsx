import { getNow, getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getKeys } from '@/app/api/keys/route'
import { GET as getModels } from '@/app/api/models/route'
import { GET as getOverview } from '@/app/api/usage/overview/route'
import { GET as getRecords } from '@/app/api/usage/route'
import { GET as getSeries } from '@/app/api/usage/series/route'
import { GET as getWallet } from '@/app/api/wallet/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { DashboardPage } from '@/components/portal/dashboard/dashboard-page'
import { usageAsked, usageParams } from '@/components/shared/usage/usage-asked'
import { currentUser } from '@/lib/auth/current-user'
import { prefetch } from '@/lib/http/prefetch'
import { keysQuery } from '@/lib/queries/keys'
import { modelsQuery } from '@/lib/queries/models'
import { latestQuery, overviewQuery, seriesQuery } from '@/lib/queries/usage'
import { walletQuery } from '@/lib/queries/wallet'
import { hasCalled } from '@/lib/usage/has-called'

export const generateMetadata = async () => ({ title: (await getTranslations('dashboard'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await currentUser()
  const called = user !== null && (await hasCalled(user.id))
  const [chosen, now] = await Promise.all([createLoader(usageParams)(searchParams), getNow()])
  const data = await prefetch(
    [overviewQuery, getOverview],
    [walletQuery, getWallet],
    [seriesQuery('own', usageAsked(chosen, now.getTime())), getSeries],
    [latestQuery(false), getRecords],
    !called && [keysQuery, getKeys],
    !called && [modelsQuery, getModels],
  )
  return (
    <AreaMessages areas={['dashboard', 'logs', 'keys', 'snippets']}>
      <Prefetched data={data}>
        <DashboardPage called={called} />
      </Prefetched>
    </AreaMessages>
  )
}
