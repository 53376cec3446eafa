import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getRecharges } from '@/app/api/recharge/request/route'
import { GET as getEntries } from '@/app/api/wallet/entries/route'
import { GET as getWallet } from '@/app/api/wallet/route'
import { GET as getWithdrawals } from '@/app/api/withdraw/request/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { entriesAsked, entryParams, listParam, requestParams } from '@/components/portal/wallet/entry-params'
import { WalletPage } from '@/components/portal/wallet/wallet-page'
import { prefetch } from '@/lib/http/prefetch'
import { requestsQuery } from '@/lib/queries/requests'
import { entriesQuery, walletQuery } from '@/lib/queries/wallet'

export const generateMetadata = async () => ({ title: (await getTranslations('wallet'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { list, state, ...asked } = await createLoader({ ...entryParams, ...requestParams, list: listParam })(searchParams)
  const rows = {
    entries: () => [entriesQuery(entriesAsked(asked)), getEntries] as const,
    recharges: () => [requestsQuery('recharge', state), getRecharges] as const,
    withdrawals: () => [requestsQuery('withdrawal', state), getWithdrawals] as const,
  }
  const data = await prefetch([walletQuery, getWallet], rows[list]())
  return (
    <AreaMessages areas={['wallet', 'requests']}>
      <Prefetched data={data}>
        <WalletPage />
      </Prefetched>
    </AreaMessages>
  )
}
