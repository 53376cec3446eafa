import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { KeysPage } from '@/components/portal/keys/keys-page'

export const generateMetadata = async () => ({ title: (await getTranslations('keys'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['keys', 'limits', 'snippets']}>
      <KeysPage />
    </AreaMessages>
  )
}
