import { getTranslations } from 'next-intl/server'
import { OverviewPage } from '@/components/admin/overview/overview-page'
import { UnnamedProxies } from '@/components/admin/overview/unnamed-proxies'
import { AreaMessages } from '@/components/layout/area-messages'
import { unnamedProxies } from '@/lib/addresses/unnamed-proxies'

export const generateMetadata = async () => ({ title: (await getTranslations('adminHome'))('title') })

export default function Page() {
  const proxies = unnamedProxies()
  return (
    <AreaMessages areas={['adminHome', 'adminUpstreams', 'dashboard', 'logs']}>
      {proxies.length > 0 && <UnnamedProxies addresses={proxies} />}
      <OverviewPage />
    </AreaMessages>
  )
}
