import { getTranslations } from 'next-intl/server'
import { GET as getModels } from '@/app/api/admin/models/route'
import { GET as getHealth } from '@/app/api/admin/upstreams/health/route'
import { GET as getUpstreams } from '@/app/api/admin/upstreams/route'
import { ModelsPage } from '@/components/admin/models/models-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { env } from '@/lib/env'
import { prefetch } from '@/lib/http/prefetch'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { healthQuery, upstreamsQuery } from '@/lib/queries/upstreams'

export const generateMetadata = async () => ({ title: (await getTranslations('adminModels'))('title') })

export default async function Page() {
  const data = await prefetch([adminModelsQuery, getModels], [upstreamsQuery, getUpstreams], [healthQuery, getHealth])
  return (
    <AreaMessages areas={['adminModels', 'adminUpstreams', 'limits', 'logs']}>
      <Prefetched data={data}>
        <ModelsPage locked={env().CATALOG_FILE !== undefined} />
      </Prefetched>
    </AreaMessages>
  )
}
