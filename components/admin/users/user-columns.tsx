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
    head: t('username'),
    cell: (row) => (
      <>
        {row.username} {row.role !== 'user' && <Tag tone="accent">{t(`roles.${row.role}`)}</Tag>}
      </>
    ),
    phone: 'title',
    csv: (row) => row.username,
  },
  { id: 'email', head: t('email'), cell: (row) => row.email ?? '–', drop: 2, phone: 'more', optional: true, csv: (row) => row.email },
  { id: 'group', head: t('group'), cell: (row) => row.group, drop: 3, phone: 'meta', csv: (row) => row.group },
  {
    id: 'state',
    head: t('state'),
    cell: (row) => <StatusDot state={row.enabled ? 'on' : 'off'}>{t(`states.${row.enabled ? 'true' : 'false'}`)}</StatusDot>,
    phone: 'sub',
    csv: (row) => String(row.enabled),
  },
  {
    id: 'balance',
    head: t('balance'),
    cell: (row) => <Money value={row.balance} minPlaces={2} />,
    align: 'right',
    phone: 'aside',
    csv: (row) => String(row.balance),
  },
  {
    id: 'seen',
    head: t('seen'),
    cell: (row) => <Time value={row.lastSeenAt} />,
    align: 'right',
    drop: 1,
    optional: true,
    csv: (row) => row.lastSeenAt,
  },
  {
    id: 'created',
    head: t('created'),
    cell: (row) => <Time value={row.createdAt} look="day" />,
    align: 'right',
    drop: 1,
    optional: true,
    csv: (row) => row.createdAt,
  },
]
