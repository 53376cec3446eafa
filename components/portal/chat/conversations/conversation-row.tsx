'use client'
import { useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { Pin } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ConversationView } from '@/lib/conversations/schema'
import { refreshConversations } from '@/lib/queries/conversations'
import { LiveDot } from '../live-dot'
import { loadThread } from '../load-thread'
import { ConversationMenu } from './conversation-menu'
import type { TimeGroup } from './group-by-time'

interface Props {
  row: ConversationView
  group: TimeGroup
  current: boolean
  onOpen(id: string | null): void
}

export function ConversationRow({ row, group, current, onOpen }: Props) {
  const t = useTranslations('chat')
  const client = useQueryClient()
  return (
    <div
      data-slot="conversation"
      className={clsx('group flex items-center rounded-sm', current ? 'inset-ring inset-ring-line bg-surface' : 'hover:bg-hover')}
    >
      <a
        href={`/chat/${row.id}`}
        aria-current={current ? 'page' : undefined}
        className="flex h-8 min-w-0 flex-1 items-center gap-1.5 rounded-sm px-2 text-ink phone:h-11"
        onPointerEnter={() => void loadThread()}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return
          event.preventDefault()
          onOpen(row.id)
        }}
      >
        {row.pinned && <Pin aria-label={t('pinned')} className="size-3 flex-none" />}
        <span className="truncate">{row.title || t('untitled')}</span>
        {row.running ? <LiveDot title={t('answering')} className="ml-auto" /> : <RowTime value={row.updatedAt} group={group} />}
      </a>
      {/* The menu takes no room until somebody comes near the row. */}
      <span className="w-0 overflow-hidden opacity-0 has-data-popup-open:w-7 has-data-popup-open:opacity-100 group-focus-within:w-7 group-focus-within:overflow-visible group-focus-within:opacity-100 group-hover:w-7 group-hover:opacity-100 phone:w-9 phone:opacity-100">
        <ConversationMenu conversation={row} onGone={() => current && onOpen(null)} onChange={() => refreshConversations(client)} />
      </span>
    </div>
  )
}

function RowTime({ value, group }: { value: string; group: TimeGroup }) {
  const format = useFormatter()
  const date = new Date(value)
  const shown =
    group === 'today' || group === 'yesterday'
      ? format.dateTime(date, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      : format.dateTime(date, group === 'week' ? { weekday: 'short' } : { month: '2-digit', day: '2-digit' })
  return (
    <time dateTime={value} className="ml-auto whitespace-nowrap pl-1.5 text-[11.5px] text-ink-2">
      {shown}
    </time>
  )
}
