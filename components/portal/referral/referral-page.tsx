'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { PageHead } from '@/components/layout/page-head'
import { ErrorState } from '@/components/ui/error-state'
import { Money } from '@/components/ui/money'
import { Note } from '@/components/ui/note'
import { Skeleton } from '@/components/ui/skeleton'
import { referralQuery } from '@/lib/queries/referral'
import { Funnel } from './funnel'
import { InviteCard } from './invite-card'
import { Invited } from './invited'

// The server draws it, and what checks it comes after the page. React would draw it anew, without what was typed, if it changed before.
const ClaimCard = memo(dynamic(() => import('./claim-card').then((parts) => parts.ClaimCard)))

export function ReferralPage() {
  const t = useTranslations('referral')
  const { data, isError, error, refetch, isFetching } = useQuery(referralQuery)
  const what = data && data.reward > 0 ? t.rich('what', { amount: () => <Money value={data.reward} minPlaces={2} /> }) : t('whatPlain')
  return (
    <>
      <PageHead title={t('title')} description={what} />
      {isError ? (
        <ErrorState error={error} onRetry={() => refetch()} busy={isFetching} />
      ) : data === undefined ? (
        <Skeleton className="h-55 w-full" />
      ) : (
        <>
          {data.reward === 0 && <Note>{t('off')}</Note>}
          {data.own.canClaim && <ClaimCard own={data.own} reward={data.reward} />}
          <InviteCard link={data.link} code={data.code} />
          <Funnel info={data} />
          <Invited invited={data.invited} />
        </>
      )}
    </>
  )
}
