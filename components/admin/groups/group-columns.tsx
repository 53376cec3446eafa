'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Tag } from '@/components/ui/tag'
import type { GroupLine } from '@/lib/catalog/group-schema'
import { GroupActions } from './group-actions'

interface Given {
  isLocked: (group: GroupLine) => boolean
  onEdit: (group: GroupLine) => void
  onDelete: (group: GroupLine) => void
}

export function useGroupColumns({ isLocked, onEdit, onDelete }: Given): Column<GroupLine>[] {
  const t = useTranslations('adminGroups')
  const tc = useTranslations('common')
  const format = useFormatter()
  const limit = (id: 'rpm' | 'tpm' | 'weeklyTokens' | 'concurrency', drop: 1 | 2 | 3): Column<GroupLine> => ({
    id,
    header: t(id),
    cell: ({ row }) => (row.original[id] === null ? t('noLimit') : format.number(row.original[id])),
    meta: { align: 'right', drop, optional: true, csv: (row) => row[id] },
  })
  return [
    {
      id: 'name',
      header: t('name'),
      accessorFn: ({ name }) => name,
      cell: ({
        row: {
          original: { name, fromFile, selectable },
        },
      }) => (
        <>
          {name} {fromFile && <Tag>{t('fromFile')}</Tag>} {selectable && <Tag tone="accent">{t('selectableTag')}</Tag>}
        </>
      ),
      meta: { phone: 'title', csv: (row) => row.name },
    },
    {
      id: 'multiplier',
      header: t('multiplier'),
      accessorFn: ({ multiplier }) => multiplier,
      cell: ({ row }) => `× ${format.number(row.original.multiplier, { maximumFractionDigits: 4 })}`,
      meta: { align: 'right', phone: 'aside', csv: (row) => row.multiplier },
    },
    limit('rpm', 3),
    limit('tpm', 3),
    limit('weeklyTokens', 2),
    limit('concurrency', 1),
    {
      id: 'members',
      header: t('members'),
      accessorFn: ({ members }) => members,
      cell: ({ row }) => t('membersCount', { count: row.original.members }),
      meta: { align: 'right', phone: 'sub', csv: (row) => row.members },
    },
    {
      id: 'actions',
      header: tc('actions'),
      cell: ({ row: { original: group } }) => (
        <GroupActions name={group.name} disabled={isLocked(group)} onEdit={() => onEdit(group)} onDelete={() => onDelete(group)} />
      ),
      meta: { headHidden: true, align: 'right', phone: 'actions' },
    },
  ]
}
