import { getLocale, getTranslations } from 'next-intl/server'
import { GET as getNotices } from '@/app/api/notifications/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { NoticesPage } from '@/components/portal/notices/notices-page'
import { prefetch } from '@/lib/http/prefetch'
import { noticesQuery } from '@/lib/queries/notices'

export const generateMetadata = async () => ({ title: (await getTranslations('nav'))('notices') })

export default async function Page() {
  const data = await prefetch([noticesQuery(await getLocale()), getNotices])
  return (
    <AreaMessages areas={[]}>
      <Prefetched data={data}>
        <NoticesPage />
      </Prefetched>
    </AreaMessages>
  )
}
