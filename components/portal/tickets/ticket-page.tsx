'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { PageHead } from '@/components/layout/page-head'
import { Message } from '@/components/shared/tickets/message'
import { TicketStatus } from '@/components/shared/tickets/ticket-status'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { TextLink } from '@/components/ui/text-link'
import { refreshTickets, ticketQuery, ticketsApi } from '@/lib/queries/tickets'
import type { TicketThread } from '@/lib/tickets/schema'
import { CloseTicket } from './close-ticket'
import { ReplyBox } from './reply-box'
import { TicketEnd } from './ticket-end'
import { TicketFacts } from './ticket-facts'

export function TicketPage({ id }: { id: string }) {
  const query = useQuery(ticketQuery(id))
  useMarkRead(query.data)
  if (query.data) return <Thread thread={query.data} />
  if (query.isError)
    return (
      <Card>
        <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
      </Card>
    )
  return <Waiting />
}

/** What is shown counts as seen. */
function useMarkRead(thread: TicketThread | undefined): void {
  const client = useQueryClient()
  const { id, unread, updated_at } = thread?.ticket ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every answer, which changes the time
  useEffect(() => {
    if (id && unread)
      void ticketsApi
        .markRead(id)
        .then(() => refreshTickets(client))
        .catch(() => undefined)
  }, [id, unread, updated_at, client])
}

function Thread({ thread: { ticket, replies } }: { thread: TicketThread }) {
  const t = useTranslations('tickets')
  const { id, author, content, attachments, created_at } = ticket
  const first = { id, author, content, attachments, from: 'user' as const, time: created_at }
  return (
    <>
      <PageHead
        title={<span className="wrap-anywhere">{ticket.subject}</span>}
        description={
          <span className="flex flex-wrap items-center gap-x-3">
            <TextLink href="/tickets">{t('title')}</TextLink>
            {t(`types.${ticket.type}`)}
            <TicketStatus status={ticket.status} />
          </span>
        }
        actions={ticket.status !== 'closed' && <CloseTicket id={id} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_300px] items-start gap-4 max-[1100px]:grid-cols-[minmax(0,1fr)]">
        <div className="grid min-w-0 gap-3">
          <ol className="grid gap-3" aria-label={t('messages')}>
            <Message ticketId={id} message={first} staff={false} />
            {replies.map(({ created_at: time, ...reply }) => (
              <Message key={reply.id} ticketId={id} message={{ ...reply, time }} staff={false} />
            ))}
          </ol>
          {ticket.status === 'closed' ? <TicketEnd ticket={ticket} /> : <ReplyBox id={id} status={ticket.status} />}
        </div>
        <TicketFacts ticket={ticket} />
      </div>
    </>
  )
}

const Waiting = () => (
  <div className="grid animate-appear gap-3">
    <Skeleton width="40%" />
    <Skeleton width="90%" />
    <Skeleton width="70%" />
  </div>
)
