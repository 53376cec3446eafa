'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import { Select } from '@/components/ui/select'
import { queueApi, staffQuery } from '@/lib/queries/admin-tickets'
import { meQuery } from '@/lib/queries/me'
import type { QueuedTicket } from '@/lib/tickets/schema'
import { useQueueDeed } from './use-queue-deed'

/** Who has the ticket, and whether it is closed. */
export function TicketHandling({ ticket, take }: { ticket: QueuedTicket; take: RefObject<HTMLButtonElement | null> }) {
  const t = useTranslations('adminTickets')
  const own = useTranslations('tickets')
  const { busy, run } = useQueueDeed()
  const me = useQuery(meQuery).data?.user.id
  const { id, assignee, rating, ratingComment, status } = ticket
  const assign = (next: number | null) => {
    if (next === (assignee?.id ?? null)) return
    void run(() => queueApi.assign(id, { assignee: next, was: assignee?.id ?? null }), t('assigned'))
  }
  const closed = status === 'closed'
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Assignee assignee={assignee} onChange={assign} />
        {me !== undefined && assignee?.id !== me && (
          <Button ref={take} size="s" busy={busy} onClick={() => assign(me)}>
            {t('take')}
          </Button>
        )}
        <Button
          size="s"
          className="ml-auto"
          busy={busy}
          onClick={() => void run(() => (closed ? queueApi.reopen(id) : queueApi.close(id)))}
        >
          {t(closed ? 'reopen' : 'close')}
        </Button>
      </div>
      <Facts>
        <Fact term={own('number')}>
          <span className="flex min-w-0 items-center gap-1">
            <code className="truncate">{id}</code>
            <CopyButton text={id} label={own('number')} />
          </span>
        </Fact>
        {rating !== null && (
          <Fact term={t('rating')}>
            {t('stars', { count: rating })}
            {ratingComment !== null && ` · ${ratingComment}`}
          </Fact>
        )}
      </Facts>
    </>
  )
}

const nobody = ''

function Assignee({ assignee, onChange }: { assignee: QueuedTicket['assignee']; onChange(next: number | null): void }) {
  const t = useTranslations('adminTickets')
  const staff = useQuery(staffQuery).data?.staff ?? []
  // One who may no longer answer still has it.
  const people = assignee && !staff.some(({ id }) => id === assignee.id) ? [assignee, ...staff] : staff
  return (
    <Select
      size="s"
      className="max-w-50"
      aria-label={t('assign')}
      options={[{ value: nobody, label: t('nobody') }, ...people.map(({ id, username }) => ({ value: String(id), label: username }))]}
      value={assignee ? String(assignee.id) : nobody}
      onValueChange={(next) => onChange(next === nobody ? null : Number(next))}
    />
  )
}
