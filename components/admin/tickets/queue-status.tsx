'use client'
import { useTranslations } from 'next-intl'
import { type State, StatusDot } from '@/components/ui/status-dot'
import type { TicketState } from '@/lib/tickets/names'

/** For the staff it is the open ones that wait. */
const dots: Record<TicketState, State> = { open: 'live', answered: 'on', waiting: 'warn', closed: 'off' }

export function QueueStatus({ status }: { status: TicketState }) {
  const t = useTranslations('adminTickets')
  return <StatusDot state={dots[status]}>{t(`states.${status}`)}</StatusDot>
}
