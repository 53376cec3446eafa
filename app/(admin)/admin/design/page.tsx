import { getTranslations } from 'next-intl/server'
import { DesignPage } from '@/components/admin/design/design-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('adminDesign'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['adminDesign', 'dashboard']}>
      <DesignPage />
    </AreaMessages>
  )
}
