import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getBatches } from '@/app/api/admin/codes/route'
import { codeFilters } from '@/components/admin/codes/code-filter'
import { CodesPage } from '@/components/admin/codes/codes-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { batchesQuery } from '@/lib/queries/codes'

export const generateMetadata = async () => ({ title: (await getTranslations('adminCodes'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { q } = await createLoader(codeFilters)(searchParams)
  const data = await prefetch([batchesQuery(q.trim() || null), getBatches])
  return (
    <AreaMessages areas={['adminCodes']}>
      <Prefetched data={data}>
        <CodesPage />
      </Prefetched>
    </AreaMessages>
  )
}
