import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getEntries } from '@/app/api/wallet/entries/route'
import { GET as getWallet } from '@/app/api/wallet/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { entriesAsked, entryParams } from '@/components/portal/wallet/entry-params'
import { WalletPage } from '@/components/portal/wallet/wallet-page'
import { prefetch } from '@/lib/http/prefetch'
import { entriesQuery, walletQuery } from '@/lib/queries/wallet'

export const generateMetadata = async () => ({ title: (await getTranslations('wallet'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = entriesAsked(await createLoader(entryParams)(searchParams))
  const data = await prefetch([walletQuery, getWallet], [entriesQuery(asked), getEntries])
  return (
    <AreaMessages areas={['wallet']}>
      <Prefetched data={data}>
        <WalletPage />
      </Prefetched>
    </AreaMessages>
  )
}
