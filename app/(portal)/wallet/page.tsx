import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { WalletPage } from '@/components/portal/wallet/wallet-page'

export const generateMetadata = async () => ({ title: (await getTranslations('wallet'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['wallet']}>
      <WalletPage />
    </AreaMessages>
  )
}
