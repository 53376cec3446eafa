'use client'
import { Pencil, Pin, Trash2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Menu, MenuItem, MenuRule } from '@/components/ui/menu'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { AnnouncementLine } from '@/lib/announcements/schema'

const levelTones = { important: 'warn', urgent: 'bad' } as const
const stateTones = { draft: undefined, scheduled: 'info', current: 'ok', ended: undefined } as const

interface Given {
  onEdit: (line: AnnouncementLine) => void
  onDelete: (line: AnnouncementLine) => void
}

export function useAnnouncementColumns({ onEdit, onDelete }: Given): Column<AnnouncementLine>[] {
  const t = useTranslations('adminAnnouncements')
  const tc = useTranslations('common')
  const format = useFormatter()
  return [
    { id: 'name', header: t('name'), cell: ({ row }) => <Title line={row.original} />, meta: { phone: 'title' } },
    {
      id: 'state',
      header: t('state'),
      cell: ({ row }) => <Tag tone={stateTones[row.original.state]}>{t(`states.${row.original.state}`)}</Tag>,
      meta: { phone: 'aside', width: '96px' },
    },
    {
      id: 'audience',
      header: t('audience'),
      cell: ({ row }) => row.original.groups.join('、') || t('everybody'),
      meta: { phone: 'meta', drop: 3 },
    },
    {
      id: 'publishAt',
      header: t('publishAt'),
      cell: ({ row }) => <Time value={row.original.publishAt} look="clock" />,
      meta: { phone: 'sub', drop: 2 },
    },
    {
      id: 'expiresAt',
      header: t('expiresAt'),
      cell: ({ row }) => (row.original.expiresAt ? <Time value={row.original.expiresAt} look="clock" /> : t('never')),
      meta: { drop: 1 },
    },
    {
      id: 'reads',
      header: t('reads'),
      cell: ({ row }) => format.number(row.original.reads),
      meta: { align: 'right', drop: 4 },
    },
    {
      id: 'actions',
      header: tc('actions'),
      cell: ({ row: { original: line } }) => (
        <Menu label={t('actionsFor', { name: line.titleZh })}>
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onEdit(line)}>
            {tc('edit')}
          </MenuItem>
          <MenuRule />
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => onDelete(line)}>
            {t('delete')}
          </MenuItem>
        </Menu>
      ),
      meta: { headHidden: true, align: 'right', phone: 'actions' },
    },
  ]
}

function Title({ line: { titleZh, titleEn, level, pinned } }: { line: AnnouncementLine }) {
  const t = useTranslations('adminAnnouncements')
  return (
    <span title={titleEn || undefined}>
      {titleZh} {pinned && <Pin className="inline size-3.5 text-accent-text" aria-label={t('pinned')} />}{' '}
      {level !== 'info' && <Tag tone={levelTones[level]}>{t(`levels.${level}`)}</Tag>}
    </span>
  )
}
