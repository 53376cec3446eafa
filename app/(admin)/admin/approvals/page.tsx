import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getApplications } from '@/app/api/admin/applications/route'
import { GET as getRecharges } from '@/app/api/admin/recharges/route'
import { GET as getWaiting } from '@/app/api/admin/waiting/route'
import { GET as getWithdrawals } from '@/app/api/admin/withdrawals/route'
import { ApprovalsPage } from '@/components/admin/approvals/approvals-page'
import { queueAsked } from '@/components/admin/approvals/queue-params'
import { tabParams } from '@/components/admin/approvals/tab-params'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { requestsToDecideQuery } from '@/lib/queries/admin-requests'
import { applicationQueueQuery } from '@/lib/queries/applications'
import { waitingQuery } from '@/lib/queries/waiting'

export const generateMetadata = async () => ({ title: (await getTranslations('adminApprovals'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await createLoader(tabParams)(searchParams)
  const data = await prefetch(
    [waitingQuery, getWaiting],
    asked.tab === 'applications' && [applicationQueueQuery(queueAsked(asked)), getApplications],
    asked.tab === 'recharges' && [requestsToDecideQuery('recharge', queueAsked(asked)), getRecharges],
    asked.tab === 'withdrawals' && [requestsToDecideQuery('withdrawal', queueAsked(asked)), getWithdrawals],
  )
  return (
    <AreaMessages areas={['adminApprovals', 'applications', 'requests']}>
      <Prefetched data={data}>
        <ApprovalsPage />
      </Prefetched>
    </AreaMessages>
  )
}
