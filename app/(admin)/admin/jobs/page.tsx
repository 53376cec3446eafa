import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getJobs } from '@/app/api/admin/jobs/route'
import { jobFilters, jobsAsked } from '@/components/admin/jobs/job-filter'
import { JobsPage } from '@/components/admin/jobs/jobs-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { jobsQuery } from '@/lib/queries/admin-jobs'

export const generateMetadata = async () => ({ title: (await getTranslations('adminJobs'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const data = await prefetch([jobsQuery(jobsAsked(await createLoader(jobFilters)(searchParams))), getJobs])
  return (
    <AreaMessages areas={['adminJobs']}>
      <Prefetched data={data}>
        <JobsPage />
      </Prefetched>
    </AreaMessages>
  )
}
