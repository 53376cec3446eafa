'use client'
import { Paperclip } from 'lucide-react'
import { attachmentHref } from '@/lib/queries/tickets'
import type { Attachment } from '@/lib/tickets/schema'
import { useFileSize } from './use-file-size'

interface Props {
  ticketId: string
  attachments: readonly Attachment[]
  staff: boolean
}

/** What was sent with a message: pictures small, everything else by name. Both open in a tab of their own, which is a sandbox. */
export function AttachmentLinks({ ticketId, attachments, staff }: Props) {
  const size = useFileSize()
  if (attachments.length === 0) return null
  return (
    <ul className="mt-2.5 flex flex-wrap gap-2">
      {attachments.map(({ id, name, type, bytes, shown }) => {
        const href = attachmentHref(ticketId, id, staff)
        const picture = shown && type.startsWith('image/')
        return (
          <li key={id} className="max-w-full">
            <a
              href={href}
              target="_blank"
              rel="noopener"
              download={shown ? undefined : name}
              title={name}
              className="flex max-w-60 items-center gap-2 overflow-hidden rounded-sm border border-line bg-surface text-[12.5px] hover:border-line-strong"
            >
              {picture ? (
                // biome-ignore lint/performance/noImgElement: it is private, and Next would fetch it without the user's session
                <img src={href} alt="" loading="lazy" className="h-14 w-20 flex-none bg-sunken object-cover" />
              ) : (
                <Paperclip size={14} className="ml-2 flex-none text-ink-3" aria-hidden />
              )}
              <span className="grid min-w-0 py-1 pr-2.5">
                <span className="truncate">{name}</span>
                <span className="text-ink-2">{size(bytes)}</span>
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
