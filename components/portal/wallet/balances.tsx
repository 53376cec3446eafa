'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/ui/error-state'
import { Money } from '@/components/ui/money'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile, Tiles } from '@/components/ui/tile'
import { Time } from '@/components/ui/time'
import type { WalletView } from '@/lib/ledger/schema'
import { walletQuery } from '@/lib/queries/wallet'

/** What the wallet holds: the whole balance, and its parts. */
export function Balances() {
  const t = useTranslations('wallet')
  const format = useFormatter()
  const wallet = useQuery(walletQuery)
  if (wallet.isError) return <ErrorState error={wallet.error} onRetry={() => wallet.refetch()} busy={wallet.isFetching} />
  const money = (value: number | undefined) => (value === undefined ? <Skeleton width="72px" /> : <Money value={value} minPlaces={2} />)
  const ending = wallet.data?.grants.find(({ expiresAt }) => expiresAt !== null)
  const free = wallet.data && Number(wallet.data.balance) - Number(wallet.data.onHold)
  return (
    <Tiles>
      <Tile label={t('balance')} sub={free !== undefined && t.rich('spendable', { amount: () => <Money value={free} minPlaces={2} /> })}>
        {money(wallet.data?.balance)}
      </Tile>
      <Tile label={t('cash')} sub={t('cashWhat')}>
        {money(wallet.data?.cash)}
      </Tile>
      <Tile label={t('grant')} sub={ending ? t.rich('grantEnds', endingParts(ending)) : t('grantWhat')}>
        {money(wallet.data?.grant)}
      </Tile>
      <Tile label={t('points')} sub={t('pointsWhat')}>
        {wallet.data ? format.number(wallet.data.points) : <Skeleton width="72px" />}
      </Tile>
    </Tiles>
  )
}

/** The grant that ends first: how much of it is left, and until when. */
const endingParts = ({ remaining, expiresAt }: WalletView['grants'][number]) => ({
  amount: () => <Money value={remaining} minPlaces={2} />,
  day: () => <Time value={expiresAt} look="day" />,
})
