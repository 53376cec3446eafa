'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { PageHead } from '@/components/layout/page-head'
import { ErrorState } from '@/components/ui/error-state'
import { Segmented } from '@/components/ui/segmented'
import { boardMetrics, boardPeriods } from '@/lib/leaderboard/names'
import { boardQuery } from '@/lib/queries/leaderboard'
import { boardAddress } from './board-params'
import { OwnRank } from './own-rank'
import { ModelRanks, UserRanks } from './ranks'

export function LeaderboardPage() {
  const t = useTranslations('leaderboard')
  const filters = useFilters(boardAddress)
  const { by, period } = filters.values
  const query = useQuery(boardQuery({ by, period }))
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <div className="flex flex-wrap gap-2">
        <Segmented
          aria-label={t('period')}
          options={boardPeriods.map((value) => ({ value, label: t(`periods.${value}`) }))}
          value={period}
          onValueChange={(value) => filters.set({ period: value })}
        />
        <Segmented
          aria-label={t('by')}
          options={boardMetrics.map((value) => ({ value, label: t(`metrics.${value}`) }))}
          value={by}
          onValueChange={(value) => filters.set({ by: value })}
        />
      </div>
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
      ) : (
        <>
          <OwnRank board={query.data} />
          <div className="grid items-start gap-4 @3xl/page:grid-cols-2" aria-busy={query.isFetching || undefined}>
            <UserRanks board={query.data} />
            <ModelRanks board={query.data} />
          </div>
          <p className="text-[12.5px] text-ink-2">{t('counted')}</p>
        </>
      )}
    </>
  )
}
