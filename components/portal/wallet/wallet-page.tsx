'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { Balances } from './balances'
import { WalletDeeds } from './wallet-deeds'
import { WalletLists } from './wallet-lists'

// The server draws the form; what checks it comes after the page.
const RedeemCard = dynamic(() => import('./redeem-card').then((parts) => parts.RedeemCard))

export function WalletPage() {
  const t = useTranslations('wallet')
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={<WalletDeeds />} />
      <Balances />
      <RedeemCard />
      <WalletLists />
    </>
  )
}
