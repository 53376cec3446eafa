import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getMail } from '@/app/api/admin/mail/route'
import { mailFilters, mailsAsked } from '@/components/admin/mail/mail-filter'
import { MailPage } from '@/components/admin/mail/mail-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { mailsQuery } from '@/lib/queries/admin-mail'

export const generateMetadata = async () => ({ title: (await getTranslations('adminMail'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const data = await prefetch([mailsQuery(mailsAsked(await createLoader(mailFilters)(searchParams))), getMail])
  return (
    <AreaMessages areas={['adminMail']}>
      <Prefetched data={data}>
        <MailPage />
      </Prefetched>
    </AreaMessages>
  )
}
