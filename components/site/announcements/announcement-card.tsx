import { Pin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AnswerText } from '@/components/shared/markdown/answer-text'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { AnnouncementView } from '@/lib/announcements/schema'

const tones = { info: 'info', important: 'warn', urgent: 'bad' } as const

/** One announcement. A link with its id leads here. */
export function AnnouncementCard({ announcement }: { announcement: AnnouncementView }) {
  const t = useTranslations('announcements')
  const { id, title, content, level, pinned, published_at, expires_at, unread } = announcement
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-17 rounded-md border border-line bg-surface p-5 target:border-accent phone:p-4"
    >
      <header className="mb-3">
        <h2 id={`${id}-title`} className="wrap-anywhere text-[16px]">
          {unread && (
            <span className="mr-2 inline-block size-2 rounded-full bg-accent align-middle">
              <span className="sr-only">{t('unread')}</span>
            </span>
          )}
          {title}
        </h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-[12.5px] text-ink-2">
          {pinned && (
            <Tag tone="accent">
              <Pin aria-hidden />
              {t('pinned')}
            </Tag>
          )}
          {level !== 'info' && <Tag tone={tones[level]}>{t(`levels.${level}`)}</Tag>}
          <Time value={published_at} look="day" />
          {expires_at !== null && <span>{t.rich('until', { time: () => <Time value={expires_at} look="day" /> })}</span>}
        </p>
      </header>
      <AnswerText text={content} streaming={false} />
    </article>
  )
}
