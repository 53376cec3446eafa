import { getTranslations } from 'next-intl/server'
import { KeysPage } from '@/components/keys/keys-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('keys'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['keys', 'limits', 'snippets']}>
      <KeysPage />
    </AreaMessages>
  )
}
