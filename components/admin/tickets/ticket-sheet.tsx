'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { LinkFacts } from '@/components/shared/tickets/link-card'
import { Message } from '@/components/shared/tickets/message'
import { ErrorState } from '@/components/ui/error-state'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import { staffTicketQuery } from '@/lib/queries/admin-tickets'
import type { StaffThread } from '@/lib/tickets/schema'
import { AnswerBox, type Side } from './answer-box'
import { QueueStatus } from './queue-status'
import { TicketHandling } from './ticket-handling'

interface Props {
  id: string | null
  onClose(): void
  onPrevious?: () => void
  onNext?: () => void
}

/** A ticket as the staff handles it: what it is about, what was said and noted, and the answer. */
export function TicketSheet({ id, onClose, onPrevious, onNext }: Props) {
  const query = useQuery({ ...staffTicketQuery(id ?? ''), enabled: id !== null })
  const ticket = query.data?.ticket
  return (
    <Sheet
      wide
      open={id !== null}
      onOpenChange={(open) => !open && onClose()}
      title={<span className="truncate">{ticket?.subject ?? id}</span>}
      subtitle={ticket && <Subtitle ticket={ticket} />}
      onPrevious={onPrevious}
      onNext={onNext}
    >
      {query.isError && (
        <SheetSection>
          <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
        </SheetSection>
      )}
      {query.isPending && id !== null && (
        <SheetSection>
          <div className="grid animate-appear gap-3">
            <Skeleton width="60%" />
            <Skeleton width="90%" />
          </div>
        </SheetSection>
      )}
      {query.data && <Handled key={query.data.ticket.id} thread={query.data} />}
    </Sheet>
  )
}

function Subtitle({ ticket: { user, type, createdAt } }: Pick<StaffThread, 'ticket'>) {
  const own = useTranslations('tickets')
  return (
    <>
      {user.username} · {own(`types.${type}`)} · <Time value={createdAt} />
    </>
  )
}

function Handled({ thread: { ticket, link, messages } }: { thread: StaffThread }) {
  const t = useTranslations('adminTickets')
  const own = useTranslations('tickets')
  const field = useRef<HTMLTextAreaElement>(null)
  const take = useRef<HTMLButtonElement>(null)
  const [side, choose] = useState<Side>('answer')
  useTicketKeys(field, take, choose)
  return (
    <>
      <SheetSection>
        <div className="mb-3">
          <QueueStatus status={ticket.status} />
        </div>
        <TicketHandling ticket={ticket} take={take} />
      </SheetSection>
      {link && (
        <SheetSection title={t('about')}>
          <LinkFacts link={link} />
        </SheetSection>
      )}
      <SheetSection title={own('messages')}>
        <ol className="grid gap-2.5">
          {messages.map(({ createdAt: time, ...message }) => (
            <Message key={message.id} ticketId={ticket.id} message={{ ...message, time }} staff />
          ))}
        </ol>
      </SheetSection>
      <SheetSection>
        <AnswerBox ticket={ticket} side={side} onSide={choose} field={field} />
        <p className="mt-2 text-[12px] text-ink-2 phone:hidden">{t('keysHint')}</p>
      </SheetSection>
    </>
  )
}

/** A takes the ticket, R answers, N notes. J and K are the sheet's. */
function useTicketKeys(
  field: RefObject<HTMLTextAreaElement | null>,
  take: RefObject<HTMLButtonElement | null>,
  choose: (side: Side) => void,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (target.closest('input, textarea, select, [role="menu"], [data-slot="dialog"]') || event.metaKey || event.ctrlKey || event.altKey)
        return
      if (event.key === 'a') take.current?.click()
      if (event.key !== 'r' && event.key !== 'n') return
      event.preventDefault()
      choose(event.key === 'r' ? 'answer' : 'note')
      requestAnimationFrame(() => field.current?.focus())
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [field, take, choose])
}
