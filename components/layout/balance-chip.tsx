'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { formatMoney } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import { Skeleton } from '@/components/ui/skeleton'
import { meQuery } from '@/lib/queries/me'
import { chipVariants } from './chip-variants'

/** What may be spent now, that is without the money on hold. */
export function BalanceChip() {
  const t = useTranslations('nav')
  const locale = useLocale()
  const { currency } = useSite()
  const { data } = useQuery(meQuery)
  if (!data)
    return (
      <span className={chipVariants()}>
        <Skeleton width={56} className="animate-appear" />
      </span>
    )
  const onHold = Number(data.wallet.onHold)
  const free = formatMoney(Number(data.wallet.balance) - onHold, currency, locale, 2)
  const title = `${t('balance')} ${formatMoney(data.wallet.balance, currency, locale, 2)}${onHold ? ` · ${t('onHold')} ${formatMoney(onHold, currency, locale)}` : ''}`
  return (
    <Link href="/wallet" prefetch={false} className={chipVariants()} title={title} aria-label={`${t('balance')} ${free}`}>
      {free}
    </Link>
  )
}
