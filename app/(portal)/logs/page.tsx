import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { LogsPage } from '@/components/shared/logs/logs-page'

export const generateMetadata = async () => ({ title: (await getTranslations('logs'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['logs']}>
      <LogsPage scope="own" />
    </AreaMessages>
  )
}
