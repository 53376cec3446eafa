import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { DashboardPage } from '@/components/portal/dashboard/dashboard-page'
import { currentUser } from '@/lib/auth/current-user'
import { hasCalled } from '@/lib/usage/has-called'

export const generateMetadata = async () => ({ title: (await getTranslations('dashboard'))('title') })

export default async function Page() {
  const user = await currentUser()
  return (
    <AreaMessages areas={['dashboard', 'logs', 'keys', 'snippets']}>
      <DashboardPage called={user !== null && (await hasCalled(user.id))} />
    </AreaMessages>
  )
}
