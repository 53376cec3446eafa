'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { useSite } from '@/components/layout/site-context'
import { LinkButton } from '@/components/ui/button'
import { SetupSteps } from './setup-steps'
import { TodayTiles } from './today-tiles'
import { TopModels } from './top-models'
import { UpstreamStates } from './upstream-states'

export function OverviewPage() {
  const t = useTranslations('adminHome')
  const format = useFormatter()
  const { timeZone } = useSite()
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
        actions={<LinkButton href="/admin/logs">{t('logs')}</LinkButton>}
      />
      <SetupSteps />
      <TodayTiles />
      <div className="dash-split">
        <UpstreamStates />
        <TopModels />
      </div>
    </>
  )
}
