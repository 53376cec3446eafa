import { getTranslations } from 'next-intl/server'
import { UpstreamsPage } from '@/components/admin/upstreams/upstreams-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { env } from '@/lib/env'

export const generateMetadata = async () => ({ title: (await getTranslations('adminUpstreams'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminUpstreams', 'logs']}>
      <UpstreamsPage locked={env().CATALOG_FILE !== undefined} />
    </AreaMessages>
  )
}
