import { getTranslations } from 'next-intl/server'
import { GET as getAppearance } from '@/app/api/leaderboard/me/route'
import { GET as getNoticeSettings } from '@/app/api/me/notifications/route'
import { GET as getSessions } from '@/app/api/me/sessions/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { AccountPage } from '@/components/portal/settings/account-page'
import { prefetch } from '@/lib/http/prefetch'
import { appearanceQuery } from '@/lib/queries/leaderboard'
import { sessionsQuery } from '@/lib/queries/me'
import { noticeSettingsQuery } from '@/lib/queries/notice-settings'

export const generateMetadata = async () => ({ title: (await getTranslations('settings'))('title') })

export default async function Page() {
  const data = await prefetch([sessionsQuery, getSessions], [noticeSettingsQuery, getNoticeSettings], [appearanceQuery, getAppearance])
  return (
    <AreaMessages areas={['settings']}>
      <Prefetched data={data}>
        <AccountPage />
      </Prefetched>
    </AreaMessages>
  )
}
