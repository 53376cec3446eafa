'use client'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { useSite } from '@/components/layout/site-context'
import { LinkButton } from '@/components/ui/button'
import { overviewQuery } from '@/lib/queries/usage'
import { BaseUrls } from './base-urls'
import { FirstSteps } from './first-steps'
import { RecentCalls } from './recent-calls'
import { Summary } from './summary'
import { UsageCard } from './usage-card'

export function DashboardPage() {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const { timeZone } = useSite()
  const overview = useQuery(overviewQuery)
  const today = format.dateTime(new Date(), { month: 'long', day: 'numeric', weekday: 'long', timeZone })
  return (
    <>
      <PageHead
        title={t('title')}
        description={
          <>
            {today} · {t('zone', { zone: timeZone })}
          </>
        }
        actions={
          <LinkButton href="/keys?create=1" variant="primary" icon={<Plus aria-hidden />}>
            {t('createKey')}
          </LinkButton>
        }
      />
      {overview.data && overview.data.firstCallAt === null && <FirstSteps overview={overview.data} />}
      <Summary query={overview} />
      <UsageCard />
      <div className="dash-split">
        <RecentCalls />
        <BaseUrls />
      </div>
    </>
  )
}
