import { getTranslations } from 'next-intl/server'
import { DashboardPage } from '@/components/dashboard/dashboard-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('dashboard'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['dashboard', 'logs', 'keys', 'snippets']}>
      <DashboardPage />
    </AreaMessages>
  )
}
