import { getTranslations } from 'next-intl/server'
import { GET as getPoints } from '@/app/api/superbuddy/points/route'
import { GET as getEntries } from '@/app/api/wallet/entries/route'
import { GET as getWallet } from '@/app/api/wallet/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { PointsPage } from '@/components/portal/points/points-page'
import { prefetch } from '@/lib/http/prefetch'
import { pointsQuery } from '@/lib/queries/points'
import { entriesQuery, walletQuery } from '@/lib/queries/wallet'

export const generateMetadata = async () => ({ title: (await getTranslations('points'))('title') })

export default async function Page() {
  const data = await prefetch([pointsQuery, getPoints], [walletQuery, getWallet], [entriesQuery({ account: 'points' }), getEntries])
  return (
    <AreaMessages areas={['points']}>
      <Prefetched data={data}>
        <PointsPage />
      </Prefetched>
    </AreaMessages>
  )
}
