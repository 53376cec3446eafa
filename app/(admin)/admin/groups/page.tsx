import { getTranslations } from 'next-intl/server'
import { GroupsPage } from '@/components/admin/groups/groups-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { env } from '@/lib/env'

export const generateMetadata = async () => ({ title: (await getTranslations('adminGroups'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminGroups', 'limits']}>
      <GroupsPage locked={env().CATALOG_FILE !== undefined} />
    </AreaMessages>
  )
}
