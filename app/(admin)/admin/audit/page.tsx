import { getNow, getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getAudit } from '@/app/api/admin/audit/route'
import { auditAsked, auditFilters } from '@/components/admin/audit/audit-filter'
import { AuditPage } from '@/components/admin/audit/audit-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { auditQuery } from '@/lib/queries/audit'

export const generateMetadata = async () => ({ title: (await getTranslations('adminAudit'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [chosen, now] = await Promise.all([createLoader(auditFilters)(searchParams), getNow()])
  const data = await prefetch([auditQuery(auditAsked(chosen, now.getTime())), getAudit])
  return (
    <AreaMessages areas={['adminAudit']}>
      <Prefetched data={data}>
        <AuditPage />
      </Prefetched>
    </AreaMessages>
  )
}
