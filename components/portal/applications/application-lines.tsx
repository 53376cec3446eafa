'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { StatusDot } from '@/components/ui/status-dot'
import { TableTitle } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { ApplicationLine } from '@/lib/applications/schema'
import { stateDots } from './application-state'

export function useApplicationLines(): Column<ApplicationLine>[] {
  const t = useTranslations('applications')
  const format = useFormatter()
  const weekly = (row: ApplicationLine) => (row.granted ?? row).weeklyTokens
  return [
    {
      id: 'purpose',
      header: t('purpose'),
      cell: ({ row: { original: row } }) => (
        <TableTitle>
          <span className="max-w-90 truncate">{row.project || row.purpose || t('untitled')}</span>
          {row.forKeyId !== null && <Tag>{t('forMore')}</Tag>}
        </TableTitle>
      ),
      meta: { phone: 'title' },
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ row: { original: row } }) => <StatusDot state={stateDots[row.state]}>{t(`states.${row.state}`)}</StatusDot>,
      meta: { phone: 'sub' },
    },
    {
      id: 'weekly',
      header: t('weeklyTokens'),
      cell: ({ row }) => format.number(weekly(row.original), { notation: 'compact' }),
      meta: { align: 'right', phone: 'aside', drop: 4, optional: true },
    },
    {
      id: 'endsOn',
      header: t('endsOn'),
      cell: ({ row: { original: row } }) => (row.granted ?? row).endsOn,
      meta: { align: 'right', drop: 3, optional: true },
    },
    {
      id: 'time',
      header: t('changed'),
      cell: ({ row }) => <Time value={row.original.updatedAt} />,
      meta: { align: 'right', phone: 'meta', drop: 2 },
    },
  ]
}
