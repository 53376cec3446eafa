'use client'
import { useQuery } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, cloneElement, type ReactElement } from 'react'
import { useLate } from '@/components/ui/use-late'
import { meQuery } from '@/lib/queries/me'
import { chipVariants } from '../chip-variants'

const load = () => import('./bell-popover')
const mostShown = 99
const everyMs = 60_000

/** How many notices and announcements are unread. The newest are loaded when it is opened. */
export function Bell() {
  const t = useTranslations('nav')
  const { data } = useQuery({ ...meQuery, refetchInterval: everyMs })
  const { parts, near } = useLate(load)
  const unread = (data?.unread ?? 0) + (data?.unreadAnnouncements ?? 0)
  const trigger: ReactElement<ComponentProps<'button'>> = (
    <button
      type="button"
      className={`relative ${chipVariants({ square: true })}`}
      aria-label={unread > 0 ? t('noticesUnread', { count: unread }) : t('notices')}
    >
      <BellIcon size={15} aria-hidden />
      {unread > 0 && (
        <span
          data-slot="unread"
          aria-hidden
          className="absolute -top-1.5 -right-1.5 min-w-4.5 rounded-full bg-bad-text px-1 text-center font-medium text-[11px]/4.5 text-surface tabular-nums"
        >
          {unread > mostShown ? `${mostShown}+` : unread}
        </span>
      )}
    </button>
  )
  if (!parts) return cloneElement(trigger, { 'aria-haspopup': 'dialog', ...near })
  return <parts.BellPopover trigger={trigger} />
}
