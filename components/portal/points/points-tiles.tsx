'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/ui/error-state'
import { Money } from '@/components/ui/money'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile, Tiles } from '@/components/ui/tile'
import { pointsQuery } from '@/lib/queries/points'

/** The points with the messages that they are enough for, and the balance that buys more. */
export function PointsTiles() {
  const t = useTranslations('points')
  const format = useFormatter()
  const query = useQuery(pointsQuery)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
  const points = query.data
  const waiting = <Skeleton width="72px" />
  const messages = points && points.per_message > 0 ? Math.floor(points.points / points.per_message) : undefined
  return (
    <Tiles>
      <Tile label={t('points')} sub={messages !== undefined && t('messages', { count: messages, each: points?.per_message ?? 0 })}>
        {points ? format.number(points.points) : waiting}
      </Tile>
      <Tile label={t('balance')} sub={points && t('rate', { points: points.per_unit, currency: points.currency })}>
        {points ? <Money value={points.credit_balance} minPlaces={2} /> : waiting}
      </Tile>
    </Tiles>
  )
}
