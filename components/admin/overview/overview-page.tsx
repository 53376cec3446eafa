'use client'
import dynamic from 'next/dynamic'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { Split } from '@/components/shared/split'
import { UsageCard } from '@/components/shared/usage/usage-card'
import { LinkButton } from '@/components/ui/button'
import { useSite } from '@/components/ui/site-context'
import { RecentFailures } from './recent-failures'
import { TodayTiles } from './today-tiles'

const UpstreamStates = dynamic(() => import('./upstream-states').then((parts) => parts.UpstreamStates))
const SetupSteps = dynamic(() => import('./setup-steps').then((parts) => parts.SetupSteps))

export function OverviewPage() {
  const t = useTranslations('adminHome')
  const format = useFormatter()
  const { timeZone } = useSite()
  const today = format.dateTime(useNow(), { month: 'long', day: 'numeric', weekday: 'long', timeZone })
  return (
    <>
      <PageHead
        title={t('title')}
        description={
          <>
            {today} · {t('zone', { zone: timeZone })}
          </>
        }
        actions={<LinkButton href="/admin/logs">{t('logs')}</LinkButton>}
      />
      <SetupSteps />
      <TodayTiles />
      <UsageCard scope="all" />
      <Split>
        <RecentFailures />
        <UpstreamStates />
      </Split>
    </>
  )
}
