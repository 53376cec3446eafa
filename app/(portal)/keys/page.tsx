import { getTranslations } from 'next-intl/server'
import { GET as getKeys } from '@/app/api/keys/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { KeysPage } from '@/components/portal/keys/keys-page'
import { prefetch } from '@/lib/http/prefetch'
import { keysQuery } from '@/lib/queries/keys'

export const generateMetadata = async () => ({ title: (await getTranslations('keys'))('title') })

export default async function Page() {
  const data = await prefetch([keysQuery, getKeys])
  return (
    <AreaMessages areas={['keys', 'limits', 'snippets']}>
      <Prefetched data={data}>
        <KeysPage />
      </Prefetched>
    </AreaMessages>
  )
}
