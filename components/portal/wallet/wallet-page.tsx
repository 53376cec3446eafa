'use client'
import { useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { Balances } from './balances'
import { Entries } from './entries'
import { RedeemCard } from './redeem-card'

export function WalletPage() {
  const t = useTranslations('wallet')
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <Balances />
      <RedeemCard />
      <Entries />
    </>
  )
}
