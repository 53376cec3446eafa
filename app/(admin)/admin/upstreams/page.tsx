import { getTranslations } from 'next-intl/server'
import { GET as getHealth } from '@/app/api/admin/upstreams/health/route'
import { GET as getUpstreams } from '@/app/api/admin/upstreams/route'
import { UpstreamsPage } from '@/components/admin/upstreams/upstreams-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { env } from '@/lib/env'
import { prefetch } from '@/lib/http/prefetch'
import { healthQuery, upstreamsQuery } from '@/lib/queries/upstreams'

export const generateMetadata = async () => ({ title: (await getTranslations('adminUpstreams'))('title') })

export default async function Page() {
  const data = await prefetch([upstreamsQuery, getUpstreams], [healthQuery, getHealth])
  return (
    <AreaMessages areas={['adminUpstreams', 'logs']}>
      <Prefetched data={data}>
        <UpstreamsPage locked={env().CATALOG_FILE !== undefined} />
      </Prefetched>
    </AreaMessages>
  )
}
