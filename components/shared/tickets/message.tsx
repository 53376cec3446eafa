'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { Attachment } from '@/lib/tickets/schema'
import { AttachmentLinks } from './attachment-links'
import { PlainText } from './plain-text'

export interface ShownMessage {
  id: string
  author: string
  from: 'user' | 'support' | 'note'
  content: string
  attachments: readonly Attachment[]
  time: string
}

const looks = { user: 'border-line bg-surface', support: 'border-line bg-sunken', note: 'border-dashed border-warn-line bg-warn-wash' }

/** One message of a ticket. `staff`: the reader answers tickets. */
export function Message({ ticketId, message, staff }: { ticketId: string; message: ShownMessage; staff: boolean }) {
  const t = useTranslations('tickets')
  const { author, from, content, attachments, time } = message
  return (
    <li className={clsx('min-w-0 rounded-md border px-4 py-3', looks[from])}>
      <div className="mb-1 flex flex-wrap items-center gap-x-2 text-[13px]">
        <span className="truncate font-semibold">{author}</span>
        {from !== 'user' && <Tag tone={from === 'note' ? 'warn' : 'accent'}>{t(`from.${from}`)}</Tag>}
        <span className="ml-auto text-ink-2">
          <Time value={time} />
        </span>
      </div>
      <PlainText text={content} />
      <AttachmentLinks ticketId={ticketId} attachments={attachments} staff={staff} />
    </li>
  )
}
