'use client'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { Split } from '@/components/shared/split'
import { UsageCard } from '@/components/shared/usage/usage-card'
import { LinkButton } from '@/components/ui/button'
import { useSite } from '@/components/ui/site-context'
import { overviewQuery } from '@/lib/queries/usage'
import { BaseUrls } from './base-urls'
import { RecentCalls } from './recent-calls'
import { Summary } from './summary'

const FirstSteps = dynamic(() => import('./first-steps').then((parts) => parts.FirstSteps))

/** `called` comes from the server, so that the first steps are there from the first rendering and move nothing. */
export function DashboardPage({ called }: { called: boolean }) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
  const { timeZone } = useSite()
  const overview = useQuery(overviewQuery)
  const started = overview.data ? overview.data.firstCallAt !== null : called
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
        actions={
          <LinkButton href="/keys?create=1" variant="primary" icon={<Plus aria-hidden />}>
            {t('createKey')}
          </LinkButton>
        }
      />
      {!started && <FirstSteps />}
      <Summary query={overview} />
      <UsageCard />
      <Split>
        <RecentCalls />
        <BaseUrls />
      </Split>
    </>
  )
}
