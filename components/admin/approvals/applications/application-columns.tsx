'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { StatusDot } from '@/components/ui/status-dot'
import { TableNote, TableTitle } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { QueuedApplication } from '@/lib/applications/schema'
import { waitedColumn } from '../waited-column'

const modelsIn = ({ models }: QueuedApplication, all: string) =>
  models === null ? all : models.length > 1 ? `${models[0]} +${models.length - 1}` : (models[0] ?? '–')

/** While all of them wait, a column that says so is left out. */
export function useApplicationColumns(decided: boolean): Column<QueuedApplication>[] {
  const t = useTranslations('adminApprovals')
  const format = useFormatter()
  const columns: Column<QueuedApplication>[] = [
    {
      id: 'applicant',
      header: t('application.applicant'),
      cell: ({ row: { original: row } }) => (
        <>
          {row.applicant.username}
          <TableNote>{row.applicant.group}</TableNote>
        </>
      ),
      meta: { phone: 'title', csv: (row) => row.applicant.username },
    },
    {
      id: 'purpose',
      header: t('application.purpose'),
      cell: ({ row: { original: row } }) => (
        <>
          <TableTitle>
            <span className="max-w-80 truncate">{row.project || row.purpose}</span>
            {row.forKeyId !== null && <Tag>{t('application.forMore')}</Tag>}
            {row.earlier > 0 && row.forKeyId === null && <Tag>{t('application.again')}</Tag>}
          </TableTitle>
          <TableNote>{modelsIn(row, t('application.allModels'))}</TableNote>
        </>
      ),
      meta: { phone: 'sub', csv: (row) => row.purpose },
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ row: { original: row } }) => (
        <StatusDot state={row.state === 'approved' ? 'on' : row.state === 'submitted' ? 'warn' : 'off'}>
          {t(`states.${row.state}`)}
        </StatusDot>
      ),
      meta: { phone: 'more', drop: 3, optional: true, csv: (row) => row.state },
    },
    {
      id: 'weekly',
      header: t('application.limits.weeklyTokens'),
      accessorFn: (row) => row.weeklyTokens,
      cell: ({ row }) => format.number(row.original.weeklyTokens, { notation: 'compact' }),
      meta: { align: 'right', phone: 'aside', drop: 4, csv: (row) => row.weeklyTokens },
    },
    waitedColumn<QueuedApplication>(t, (row) => (row.state === 'submitted' ? row.submittedAt : row.updatedAt)),
  ]
  return decided ? columns : columns.filter(({ id }) => id !== 'state')
}
