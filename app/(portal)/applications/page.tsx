import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getForm } from '@/app/api/applications/form/route'
import { GET as getApplications } from '@/app/api/applications/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { applicationParams } from '@/components/portal/applications/application-params'
import { ApplicationsPage } from '@/components/portal/applications/applications-page'
import { prefetch } from '@/lib/http/prefetch'
import { applicationFormQuery, applicationsQuery } from '@/lib/queries/applications'

export const generateMetadata = async () => ({ title: (await getTranslations('applications'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { write } = await createLoader(applicationParams)(searchParams)
  const data = await prefetch([applicationFormQuery, getForm], write === null && [applicationsQuery, getApplications])
  return (
    <AreaMessages areas={['applications', 'snippets']}>
      <Prefetched data={data}>
        <ApplicationsPage />
      </Prefetched>
    </AreaMessages>
  )
}
