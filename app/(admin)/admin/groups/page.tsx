import { getTranslations } from 'next-intl/server'
import { GET as getGroups } from '@/app/api/admin/groups/route'
import { GroupsPage } from '@/components/admin/groups/groups-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { env } from '@/lib/env'
import { prefetch } from '@/lib/http/prefetch'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'

export const generateMetadata = async () => ({ title: (await getTranslations('adminGroups'))('title') })

export default async function Page() {
  const data = await prefetch([adminGroupsQuery, getGroups])
  return (
    <AreaMessages areas={['adminGroups', 'limits']}>
      <Prefetched data={data}>
        <GroupsPage locked={env().CATALOG_FILE !== undefined} />
      </Prefetched>
    </AreaMessages>
  )
}
