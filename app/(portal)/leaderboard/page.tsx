import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getBoard } from '@/app/api/leaderboard/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { boardAddress } from '@/components/portal/leaderboard/board-params'
import { LeaderboardPage } from '@/components/portal/leaderboard/leaderboard-page'
import { prefetch } from '@/lib/http/prefetch'
import { boardQuery } from '@/lib/queries/leaderboard'

export const generateMetadata = async () => ({ title: (await getTranslations('leaderboard'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await createLoader(boardAddress)(searchParams)
  const data = await prefetch([boardQuery(asked), getBoard])
  return (
    <AreaMessages areas={['leaderboard']}>
      <Prefetched data={data}>
        <LeaderboardPage />
      </Prefetched>
    </AreaMessages>
  )
}
