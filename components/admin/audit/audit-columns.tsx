'use client'
import type { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Time } from '@/components/ui/time'
import type { AuditEntry } from '@/lib/audit/schema'
import { actionText } from './action-text'

export const auditColumns = (t: ReturnType<typeof useTranslations<'adminAudit'>>): Column<AuditEntry>[] => [
  {
    id: 'time',
    header: t('time'),
    cell: ({ row }) => <Time value={row.original.time} look="clock" />,
    meta: { phone: 'meta', csv: (row) => row.time },
  },
  {
    id: 'actor',
    header: t('actor'),
    cell: ({ row }) => row.original.actor?.username ?? t('system'),
    meta: { phone: 'sub', csv: (row) => row.actor?.username ?? 'system' },
  },
  {
    id: 'action',
    header: t('action'),
    cell: ({ row }) => actionText(t, row.original.action),
    meta: { phone: 'title', csv: (row) => row.action },
  },
  {
    id: 'subject',
    header: t('subject'),
    cell: ({ row }) => <span className="break-all font-mono text-[12.5px]">{row.original.subject ?? '–'}</span>,
    meta: { phone: 'more', csv: (row) => row.subject },
  },
  {
    id: 'address',
    header: t('address'),
    cell: ({ row }) => row.original.address ?? '–',
    meta: { drop: 3, optional: true, csv: (row) => row.address },
  },
  {
    id: 'requestId',
    header: t('requestId'),
    cell: ({ row }) => <code>{row.original.requestId ?? '–'}</code>,
    meta: { drop: 1, optional: true, csv: (row) => row.requestId },
  },
]
