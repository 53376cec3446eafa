'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { PointsHistory } from './points-history'
import { PointsTiles } from './points-tiles'

// The server draws the form; what checks it comes after the page.
const BuyCard = dynamic(() => import('./buy-card').then((parts) => parts.BuyCard))

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
