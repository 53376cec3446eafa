import { getTranslations } from 'next-intl/server'
import { GET as getLines } from '@/app/api/admin/announcements/route'
import { GET as getGroups } from '@/app/api/admin/groups/route'
import { AnnouncementsPage } from '@/components/admin/announcements/announcements-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { announcementLinesQuery } from '@/lib/queries/announcements'

export const generateMetadata = async () => ({ title: (await getTranslations('adminAnnouncements'))('title') })

export default async function Page() {
  const data = await prefetch([announcementLinesQuery, getLines], [adminGroupsQuery, getGroups])
  return (
    <AreaMessages areas={['adminAnnouncements']}>
      <Prefetched data={data}>
        <AnnouncementsPage />
      </Prefetched>
    </AreaMessages>
  )
}
