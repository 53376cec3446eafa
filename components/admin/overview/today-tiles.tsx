'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { todayAsked } from '@/components/shared/usage/usage-asked'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Money } from '@/components/ui/money'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile, Tiles } from '@/components/ui/tile'
import { useMoment } from '@/components/ui/use-moment'
import { seriesQuery } from '@/lib/queries/usage'

/** Figures for all calls of today: how many, how many failed, what they used and what was charged. */
export function TodayTiles() {
  const t = useTranslations('adminHome')
  const format = useFormatter()
  const query = useQuery(seriesQuery('all', todayAsked(useMoment())))
  if (query.isError && !query.data)
    return (
      <Card padded={false}>
        <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
      </Card>
    )
  const total = query.data?.total
  const waiting = <Skeleton width="72px" />
  const success = total && total.calls > 0 ? (total.calls - total.errors) / total.calls : null
  const tokens = (count: number) => format.number(count, { notation: 'compact', maximumFractionDigits: 2 })
  return (
    <Tiles>
      <Tile label={t('calls')} sub={total && t('errors', { count: total.errors })}>
        {total ? format.number(total.calls) : waiting}
      </Tile>
      <Tile label={t('success')} sub={total && t('ttft', { ms: total.ttftMs === null ? '–' : `${format.number(total.ttftMs)} ms` })}>
        {total ? (success === null ? '–' : format.number(success, { style: 'percent', maximumFractionDigits: 2 })) : waiting}
      </Tile>
      <Tile label={t('tokens')} sub={total && t('split', { input: tokens(total.inputTokens), output: tokens(total.outputTokens) })}>
        {total ? tokens(total.tokens) : waiting}
      </Tile>
      <Tile label={t('charge')} sub={t('chargeMeans')}>
        {total ? <Money value={total.charge} minPlaces={2} /> : waiting}
      </Tile>
    </Tiles>
  )
}
