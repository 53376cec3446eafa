'use client'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/ui/error-state'
import { Money } from '@/components/ui/money'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile, Tiles } from '@/components/ui/tile'
import { walletQuery } from '@/lib/queries/wallet'
import type { UsageOverview } from '@/lib/usage/schema'

/** Four figures: the balance, how long it lasts, today's charges, and the speed of the models. */
export function Summary({ query }: { query: UseQueryResult<UsageOverview> }) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const wallet = useQuery(walletQuery)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
  const usage = query.data
  const waiting = <Skeleton width="72px" />
  const success = usage && usage.today.calls > 0 ? (usage.today.calls - usage.today.errors) / usage.today.calls : null
  return (
    <Tiles>
      <Tile
        label={t('balance')}
        sub={
          wallet.data &&
          t.rich('split', {
            cash: () => <Money value={wallet.data.cash} />,
            grant: () => <Money value={wallet.data.grant} />,
            held: () => <Money value={wallet.data.onHold} />,
          })
        }
      >
        {wallet.data ? <Money value={wallet.data.balance} minPlaces={2} /> : waiting}
      </Tile>
      <Tile
        label={t('lasts')}
        sub={
          usage && (usage.daysLeft === null ? t('nothingSpent') : t.rich('perDay', { amount: () => <Money value={usage.dailyCharge} /> }))
        }
      >
        {usage
          ? usage.daysLeft === null
            ? '–'
            : usage.daysLeft > 999
              ? t('overDays', { count: 999 })
              : t('days', { count: usage.daysLeft })
          : waiting}
      </Tile>
      <Tile
        label={t('today')}
        sub={usage && t('calls', { calls: format.number(usage.today.calls), errors: format.number(usage.today.errors) })}
      >
        {usage ? <Money value={usage.today.charge} minPlaces={2} /> : waiting}
      </Tile>
      <Tile
        label={t('firstToken')}
        unit={usage?.today.medianTtftMs === null ? undefined : 'ms'}
        sub={
          usage &&
          [
            usage.today.tokensPerSecond !== null && t('speed', { speed: format.number(usage.today.tokensPerSecond) }),
            success !== null && t('success', { part: format.number(success, { style: 'percent', maximumFractionDigits: 1 }) }),
          ]
            .filter(Boolean)
            .join(' · ')
        }
      >
        {usage ? (usage.today.medianTtftMs === null ? '–' : format.number(Math.round(usage.today.medianTtftMs))) : waiting}
      </Tile>
    </Tiles>
  )
}
