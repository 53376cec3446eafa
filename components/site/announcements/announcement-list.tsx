import { Megaphone, Rss } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import type { AnnouncementsAnswer } from '@/lib/announcements/schema'
import { AnnouncementCard } from './announcement-card'
import { MarkRead } from './mark-read'

interface Props extends AnnouncementsAnswer {
  /** the newest ones, not older ones of a later page */
  first: boolean
  signedIn: boolean
}

/** What operators announced, each with its whole text. Who is signed in has read what was shown here. */
export function AnnouncementList({ announcements, nextCursor, first, signedIn }: Props) {
  const t = useTranslations('announcements')
  const unread = announcements.filter((one) => one.unread).map(({ id }) => id)
  return (
    <>
      <PageHead
        title={t('title')}
        description={t('what')}
        actions={
          <LinkButton href="/announcements/rss" prefetch={false} icon={<Rss aria-hidden />}>
            {t('rss')}
          </LinkButton>
        }
      />
      {announcements.map((one) => (
        <AnnouncementCard key={one.id} announcement={one} />
      ))}
      {announcements.length === 0 && (
        <Card padded={false}>
          <Empty icon={<Megaphone aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        </Card>
      )}
      <div className="flex justify-center gap-2">
        {!first && <LinkButton href="/announcements">{t('newest')}</LinkButton>}
        {nextCursor !== null && <LinkButton href={`/announcements?cursor=${nextCursor}`}>{t('older')}</LinkButton>}
      </div>
      {signedIn && unread.length > 0 && <MarkRead ids={unread} />}
    </>
  )
}
