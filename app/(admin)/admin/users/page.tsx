import { getTranslations } from 'next-intl/server'
import { UsersPage } from '@/components/admin/users/users-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('adminUsers'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminUsers', 'limits']}>
      <UsersPage />
    </AreaMessages>
  )
}
