'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { TicketStatus } from '@/components/shared/tickets/ticket-status'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { TicketView } from '@/lib/tickets/schema'

export function useTicketColumns(): Column<TicketView>[] {
  const t = useTranslations('tickets')
  return [
    {
      id: 'subject',
      header: t('subject'),
      cell: ({ row: { original } }) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{original.subject}</span>
          {original.unread && <Tag tone="accent">{t('new')}</Tag>}
        </span>
      ),
      meta: { phone: 'title' },
    },
    { id: 'type', header: t('type'), cell: ({ row }) => t(`types.${row.original.type}`), meta: { phone: 'meta', drop: 3, width: '110px' } },
    {
      id: 'status',
      header: t('status'),
      cell: ({ row }) => <TicketStatus status={row.original.status} />,
      meta: { phone: 'sub', width: '150px' },
    },
    {
      id: 'updated',
      header: t('updated'),
      cell: ({ row }) => <Time value={row.original.updated_at} />,
      meta: { phone: 'aside', width: '130px' },
    },
    {
      id: 'created',
      header: t('created'),
      cell: ({ row }) => <Time value={row.original.created_at} look="day" />,
      meta: { drop: 2, width: '120px' },
    },
  ]
}
