'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Time } from '@/components/ui/time'
import type { QueuedTicket } from '@/lib/tickets/schema'
import { QueueStatus } from './queue-status'

export function useStaffColumns(): Column<QueuedTicket>[] {
  const t = useTranslations('adminTickets')
  const own = useTranslations('tickets')
  return [
    {
      id: 'subject',
      header: own('subject'),
      cell: ({ row }) => <span className="block truncate">{row.original.subject}</span>,
      meta: { phone: 'title' },
    },
    { id: 'user', header: t('user'), cell: ({ row }) => row.original.user.username, meta: { phone: 'meta', drop: 3, width: '140px' } },
    { id: 'type', header: own('type'), cell: ({ row }) => own(`types.${row.original.type}`), meta: { drop: 2, width: '90px' } },
    {
      id: 'status',
      header: own('status'),
      cell: ({ row }) => <QueueStatus status={row.original.status} />,
      meta: { phone: 'sub', width: '140px' },
    },
    {
      id: 'assignee',
      header: t('assignee'),
      cell: ({ row }) => row.original.assignee?.username ?? <span className="text-ink-2">{t('nobody')}</span>,
      meta: { drop: 1, width: '120px', optional: true },
    },
    {
      id: 'since',
      header: t('since'),
      cell: ({ row }) => <Time value={row.original.since} />,
      meta: { phone: 'aside', width: '120px' },
    },
  ]
}
