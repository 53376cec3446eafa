import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { AnnouncementList } from '@/components/site/announcements/announcement-list'
import { listAnnouncements } from '@/lib/announcements/list-announcements'
import { currentUser } from '@/lib/auth/current-user'
import { chooseLocale } from '@/lib/locales'

export const generateMetadata = async () => ({
  title: (await getTranslations('announcements'))('title'),
  alternates: { types: { 'application/rss+xml': '/announcements/rss' } },
})

export default async function Page({ searchParams }: { searchParams: Promise<{ cursor?: string | string[] }> }) {
  const { cursor } = await searchParams
  const [reader, locale] = await Promise.all([currentUser(), getLocale()])
  const asked = { reader: reader ?? undefined, locale: chooseLocale(locale, null), limit: 20 }
  // A cursor that somebody wrote by hand leads to the first page.
  const found = await (typeof cursor === 'string'
    ? listAnnouncements({ ...asked, cursor }).catch(() => redirect('/announcements'))
    : listAnnouncements(asked))
  return (
    <AreaMessages areas={['announcements']}>
      <AnnouncementList {...found} first={cursor === undefined} signedIn={reader !== undefined && reader !== null} />
    </AreaMessages>
  )
}
