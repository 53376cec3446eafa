'use client'
import { useTranslations } from 'next-intl'
import { type State, StatusDot } from '@/components/ui/status-dot'
import type { TicketState } from '@/lib/tickets/names'

const dots: Record<TicketState, State> = { open: 'warn', answered: 'on', waiting: 'live', closed: 'off' }

export function TicketStatus({ status }: { status: TicketState }) {
  const t = useTranslations('tickets')
  return <StatusDot state={dots[status]}>{t(`states.${status}`)}</StatusDot>
}
