'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useQueryStates } from 'nuqs'
import { PageHead } from '@/components/layout/page-head'
import { Tabs } from '@/components/ui/tabs'
import { waitingQuery } from '@/lib/queries/waiting'
import { ApplicationsTab } from './applications/applications-tab'
import { tabParams } from './tab-params'

const RechargesTab = dynamic(() => import('./requests/requests-tab').then((parts) => parts.RechargesTab))
const WithdrawalsTab = dynamic(() => import('./requests/requests-tab').then((parts) => parts.WithdrawalsTab))

/** The tabs in their order. Each is a kind of request that waits for operators. */
const tabs = [
  { name: 'applications', Content: ApplicationsTab },
  { name: 'recharges', Content: RechargesTab },
  { name: 'withdrawals', Content: WithdrawalsTab },
] as const

export function ApprovalsPage() {
  const t = useTranslations('adminApprovals')
  const waiting = useQuery(waitingQuery).data
  const [{ tab }, set] = useQueryStates(tabParams)
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <Tabs
        flush
        aria-label={t('queues')}
        value={tab}
        // What was searched for and opened belongs to the tab that is left.
        onValueChange={(next) => void set({ tab: next, q: null, view: null, open: null, sort: null })}
        tabs={tabs.map(({ name, Content }) => ({
          value: name,
          label: (
            <>
              {t(`tabs.${name}`)} {waiting && <span className="ml-0.5 font-normal text-[12px] text-ink-2">{waiting[name]}</span>}
            </>
          ),
          content: <Content />,
        }))}
      />
    </>
  )
}
