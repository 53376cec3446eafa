'use client'
import { useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Time } from '@/components/ui/time'
import type { NoticeLine } from '@/lib/notices/schema'
import { markNoticesRead } from '@/lib/queries/notices'

const look =
  'relative block w-full border-line border-b px-4 py-3 pl-7 text-left text-[13px]/5 last:border-b-0 hover:bg-hover focus-visible:-outline-offset-2'

/** One notice. Following it marks it as read; one that leads nowhere is only marked. */
export function NoticeRow({ notice, onFollow }: { notice: NoticeLine; onFollow?: () => void }) {
  const t = useTranslations('nav')
  const client = useQueryClient()
  const { id, title, body, href, createdAt, read } = notice
  const markRead = () => {
    if (!read) void markNoticesRead(client, [id])
  }
  const inner = (
    <>
      {!read && (
        <span className="absolute top-[18px] left-3 size-2 rounded-full bg-accent">
          <span className="sr-only">{t('noticeUnread')}</span>
        </span>
      )}
      <span className="flex items-baseline gap-3">
        <span className={clsx('wrap-anywhere min-w-0', read ? 'text-ink-2' : 'font-medium')}>{title}</span>
        <Time value={createdAt} className="ml-auto flex-none text-[12px] text-ink-2" />
      </span>
      {body && <span className="wrap-anywhere mt-0.5 block whitespace-pre-line text-ink-2">{body}</span>}
    </>
  )
  if (href === null)
    return (
      <button type="button" data-slot="notice" className={look} onClick={markRead}>
        {inner}
      </button>
    )
  return (
    <Link
      href={href}
      prefetch={false}
      data-slot="notice"
      className={look}
      onClick={() => {
        markRead()
        onFollow?.()
      }}
    >
      {inner}
    </Link>
  )
}
