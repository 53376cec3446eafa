import { getTranslations } from 'next-intl/server'
import { GET as getBatches } from '@/app/api/admin/codes/route'
import { CodesPage } from '@/components/admin/codes/codes-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { batchesQuery } from '@/lib/queries/codes'

export const generateMetadata = async () => ({ title: (await getTranslations('adminCodes'))('title') })

export default async function Page() {
  const data = await prefetch([batchesQuery, getBatches])
  return (
    <AreaMessages areas={['adminCodes']}>
      <Prefetched data={data}>
        <CodesPage />
      </Prefetched>
    </AreaMessages>
  )
}
