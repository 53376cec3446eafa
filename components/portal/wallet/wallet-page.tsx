'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { PageHead } from '@/components/layout/page-head'
import { Balances } from './balances'
import { WalletDeeds } from './wallet-deeds'
import { WalletLists } from './wallet-lists'

// The server draws it, and what checks it comes after the page. React would draw it anew, without what was typed, if it changed before.
const RedeemCard = memo(dynamic(() => import('./redeem-card').then((parts) => parts.RedeemCard)))

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
