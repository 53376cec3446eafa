'use client'
import type { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Tag } from '@/components/ui/tag'
import type { GroupLine } from '@/lib/catalog/group-schema'

export function groupColumns(
  t: ReturnType<typeof useTranslations<'adminGroups'>>,
  format: ReturnType<typeof useFormatter>,
): Column<GroupLine>[] {
  const limit = (id: 'rpm' | 'tpm' | 'weeklyTokens' | 'concurrency', drop: 1 | 2 | 3): Column<GroupLine> => ({
    id,
    head: t(id),
    cell: (row) => (row[id] === null ? t('noLimit') : format.number(row[id])),
    align: 'right',
    drop,
    optional: true,
    csv: (row) => row[id],
  })
  return [
    {
      id: 'name',
      head: t('name'),
      cell: (row) => (
        <>
          {row.name} {row.fromFile && <Tag>{t('fromFile')}</Tag>} {row.selectable && <Tag tone="accent">{t('selectableTag')}</Tag>}
        </>
      ),
      phone: 'title',
      csv: (row) => row.name,
    },
    {
      id: 'multiplier',
      head: t('multiplier'),
      cell: (row) => `× ${format.number(row.multiplier, { maximumFractionDigits: 4 })}`,
      align: 'right',
      phone: 'aside',
      csv: (row) => row.multiplier,
    },
    { ...limit('rpm', 3), phone: undefined },
    limit('tpm', 3),
    limit('weeklyTokens', 2),
    limit('concurrency', 1),
    {
      id: 'members',
      head: t('members'),
      cell: (row) => t('membersCount', { count: row.members }),
      align: 'right',
      phone: 'sub',
      csv: (row) => row.members,
    },
  ]
}
