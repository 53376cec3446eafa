import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { VerifyAddress } from '@/components/auth/verify-address'

export const generateMetadata = async () => ({
  title: (await getTranslations('auth'))('verifyTitle'),
  // The address holds the link's token, so it must not be sent as a referrer.
  referrer: 'no-referrer',
})

export default async function VerifyPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const t = await getTranslations('auth')
  const { token } = await searchParams
  return (
    <Door title={t('verifyTitle')}>
      <VerifyAddress token={typeof token === 'string' ? token : ''} />
    </Door>
  )
}
