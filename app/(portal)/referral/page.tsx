import { getTranslations } from 'next-intl/server'
import { GET as getReferral } from '@/app/api/referral/info/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { ReferralPage } from '@/components/portal/referral/referral-page'
import { prefetch } from '@/lib/http/prefetch'
import { referralQuery } from '@/lib/queries/referral'

export const generateMetadata = async () => ({ title: (await getTranslations('referral'))('title') })

export default async function Page() {
  const data = await prefetch([referralQuery, getReferral])
  return (
    <AreaMessages areas={['referral']}>
      <Prefetched data={data}>
        <ReferralPage />
      </Prefetched>
    </AreaMessages>
  )
}
