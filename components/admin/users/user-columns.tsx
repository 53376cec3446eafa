'use client'
import type { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { UserLine } from '@/lib/users/schema'

export const userColumns = (t: ReturnType<typeof useTranslations>): Column<UserLine>[] => [
  {
    id: 'username',
    header: t('username'),
    cell: ({ row }) => (
      <>
        {row.original.username} {row.original.role !== 'user' && <Tag tone="accent">{t(`roles.${row.original.role}`)}</Tag>}
      </>
    ),
    meta: { phone: 'title', csv: (row) => row.username },
  },
  {
    id: 'email',
    header: t('email'),
    cell: ({ row }) => row.original.email ?? '–',
    meta: { phone: 'more', drop: 2, optional: true, csv: (row) => row.email },
  },
  { id: 'group', header: t('group'), cell: ({ row }) => row.original.group, meta: { phone: 'meta', drop: 3, csv: (row) => row.group } },
  {
    id: 'state',
    header: t('state'),
    cell: ({ row }) => (
      <StatusDot state={row.original.enabled ? 'on' : 'off'}>{t(`states.${row.original.enabled ? 'true' : 'false'}`)}</StatusDot>
    ),
    meta: { phone: 'sub', csv: (row) => String(row.enabled) },
  },
  {
    id: 'balance',
    header: t('balance'),
    cell: ({ row }) => <Money value={row.original.balance} minPlaces={2} />,
    meta: { align: 'right', phone: 'aside', csv: (row) => String(row.balance) },
  },
  {
    id: 'seen',
    header: t('seen'),
    cell: ({ row }) => <Time value={row.original.lastSeenAt} />,
    meta: { align: 'right', drop: 1, optional: true, csv: (row) => row.lastSeenAt },
  },
  {
    id: 'created',
    header: t('created'),
    cell: ({ row }) => <Time value={row.original.createdAt} look="day" />,
    meta: { align: 'right', drop: 1, optional: true, csv: (row) => row.createdAt },
  },
]
