'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { PageHead } from '@/components/layout/page-head'
import { PointsHistory } from './points-history'
import { PointsTiles } from './points-tiles'

// The server draws it, and what checks it comes after the page. React would draw it anew, without what was typed, if it changed before.
const BuyCard = memo(dynamic(() => import('./buy-card').then((parts) => parts.BuyCard)))

export function PointsPage() {
  const t = useTranslations('points')
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <PointsTiles />
      <BuyCard />
      <PointsHistory />
    </>
  )
}
