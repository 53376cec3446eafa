import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { AccountPage } from '@/components/portal/settings/account-page'

export const generateMetadata = async () => ({ title: (await getTranslations('settings'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['settings']}>
      <AccountPage />
    </AreaMessages>
  )
}
