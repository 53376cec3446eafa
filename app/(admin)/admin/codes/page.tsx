import { getTranslations } from 'next-intl/server'
import { CodesPage } from '@/components/admin/codes/codes-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('adminCodes'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminCodes']}>
      <CodesPage />
    </AreaMessages>
  )
}
