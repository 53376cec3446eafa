import { getTranslations } from 'next-intl/server'
import { ModelsPage } from '@/components/admin/models/models-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { env } from '@/lib/env'

export const generateMetadata = async () => ({ title: (await getTranslations('adminModels'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminModels', 'adminUpstreams', 'limits', 'logs']}>
      <ModelsPage locked={env().CATALOG_FILE !== undefined} />
    </AreaMessages>
  )
}
