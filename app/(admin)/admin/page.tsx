import { getTranslations } from 'next-intl/server'
import { OverviewPage } from '@/components/admin/overview/overview-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('adminHome'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminHome', 'adminUpstreams', 'dashboard', 'logs']}>
      <OverviewPage />
    </AreaMessages>
  )
}
