import { getTranslations } from 'next-intl/server'
import { GET as getSettings } from '@/app/api/admin/settings/route'
import { SettingsPage } from '@/components/admin/settings/settings-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { settingsQuery } from '@/lib/queries/admin-settings'

export const generateMetadata = async () => ({ title: (await getTranslations('adminSettings'))('title') })

export default async function Page() {
  const data = await prefetch([settingsQuery, getSettings])
  return (
    <AreaMessages areas={['adminSettings']}>
      <Prefetched data={data}>
        <SettingsPage />
      </Prefetched>
    </AreaMessages>
  )
}
