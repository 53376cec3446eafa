'use client'
import { useQuery } from '@tanstack/react-query'
import { Megaphone } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Time } from '@/components/ui/time'
import { announcementsQuery } from '@/lib/queries/announcements'

/** The announcements that one has yet to read, above the notices. Their page marks them as read. */
export function NewAnnouncements({ onFollow }: { onFollow: () => void }) {
  const t = useTranslations('nav')
  const { data } = useQuery(announcementsQuery(useLocale()))
  const unread = data?.announcements.filter((one) => one.unread) ?? []
  return unread.map(({ id, title, published_at }) => (
    <Link
      key={id}
      href={`/announcements#${id}`}
      prefetch={false}
      onClick={onFollow}
      className="flex items-baseline gap-2 border-line border-b px-4 py-3 text-[13px]/5 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Megaphone className="size-3.5 flex-none self-center text-accent-text" aria-label={t('announcements')} />
      <span className="wrap-anywhere min-w-0 font-medium">{title}</span>
      <Time value={published_at} className="ml-auto flex-none text-[12px] text-ink-2" />
    </Link>
  ))
}
