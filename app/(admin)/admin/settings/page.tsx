import { getTranslations } from 'next-intl/server'
import { SettingsPage } from '@/components/admin/settings/settings-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('adminSettings'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminSettings']}>
      <SettingsPage />
    </AreaMessages>
  )
}
