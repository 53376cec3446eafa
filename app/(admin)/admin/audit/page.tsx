import { getTranslations } from 'next-intl/server'
import { AuditPage } from '@/components/admin/audit/audit-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('adminAudit'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminAudit']}>
      <AuditPage />
    </AreaMessages>
  )
}
