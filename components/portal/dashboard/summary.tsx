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
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
  const usage = query.data
  return (
    <Tiles>
      <Balance />
      {usage ? (
        <>
          <DaysLeft usage={usage} />
          <Today today={usage.today} />
          <Speed today={usage.today} />
        </>
      ) : (
        <>
          <Waiting label={t('lasts')} />
          <Waiting label={t('today')} />
          <Waiting label={t('firstToken')} />
        </>
      )}
    </Tiles>
  )
}

/** As high as a tile with its figures, also where a phone needs two lines for the words below them. */
const Waiting = ({ label }: { label: string }) => (
  <Tile
    label={label}
    sub={
      <span className="block phone:min-h-10">
        <Skeleton width="80%" />
      </span>
    }
  >
    <Skeleton width="72px" />
  </Tile>
)

function Balance() {
  const t = useTranslations('dashboard')
  const wallet = useQuery(walletQuery).data
  if (!wallet) return <Waiting label={t('balance')} />
  const split = t.rich('split', {
    cash: () => <Money value={wallet.cash} />,
    grant: () => <Money value={wallet.grant} />,
    held: () => <Money value={wallet.onHold} />,
  })
  return (
    <Tile label={t('balance')} sub={split}>
      <Money value={wallet.balance} minPlaces={2} />
    </Tile>
  )
}

const mostDays = 999

function DaysLeft({ usage: { daysLeft, dailyCharge } }: { usage: UsageOverview }) {
  const t = useTranslations('dashboard')
  const days = () => {
    if (daysLeft === null) return '–'
    return daysLeft > mostDays ? t('overDays', { count: mostDays }) : t('days', { count: daysLeft })
  }
  return (
    <Tile
      label={t('lasts')}
      sub={daysLeft === null ? t('nothingSpent') : t.rich('perDay', { amount: () => <Money value={dailyCharge} /> })}
    >
      {days()}
    </Tile>
  )
}

function Today({ today: { calls, errors, charge } }: { today: UsageOverview['today'] }) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  return (
    <Tile label={t('today')} sub={t('calls', { calls: format.number(calls), errors: format.number(errors) })}>
      <Money value={charge} minPlaces={2} />
    </Tile>
  )
}

function Speed({ today: { calls, errors, medianTtftMs, tokensPerSecond } }: { today: UsageOverview['today'] }) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const sub = [
    tokensPerSecond !== null && t('speed', { speed: format.number(tokensPerSecond) }),
    calls > 0 && t('success', { part: format.number((calls - errors) / calls, { style: 'percent', maximumFractionDigits: 1 }) }),
  ].filter(Boolean)
  return (
    <Tile label={t('firstToken')} unit={medianTtftMs === null ? undefined : 'ms'} sub={sub.join(' · ')}>
      {medianTtftMs === null ? '–' : format.number(Math.round(medianTtftMs))}
    </Tile>
  )
}
