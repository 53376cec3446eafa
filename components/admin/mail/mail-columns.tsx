'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Tag, type Tone } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { MailLine } from '@/lib/mail/schema'

const tones: Record<MailLine['state'], Tone | undefined> = { waiting: 'info', sent: 'ok', failed: 'bad', kept: undefined }

export function MailState({ state }: Pick<MailLine, 'state'>) {
  const t = useTranslations('adminMail')
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>
}

export const mailColumns = (t: ReturnType<typeof useTranslations<'adminMail'>>): Column<MailLine>[] => [
  {
    id: 'state',
    header: t('state'),
    cell: ({ row }) => <MailState state={row.original.state} />,
    meta: { phone: 'aside', csv: (row) => row.state },
  },
  { id: 'to', header: t('to'), cell: ({ row }) => row.original.to, meta: { phone: 'sub', csv: (row) => row.to } },
  { id: 'subject', header: t('subject'), cell: ({ row }) => row.original.subject, meta: { phone: 'title', csv: (row) => row.subject } },
  {
    id: 'event',
    header: t('event'),
    cell: ({ row }) => <code>{row.original.event}</code>,
    meta: { drop: 1, optional: true, csv: (row) => row.event },
  },
  {
    id: 'tries',
    header: t('tries'),
    cell: ({ row }) => row.original.tries,
    meta: { align: 'right', drop: 3, csv: (row) => row.tries },
  },
  {
    id: 'error',
    header: t('error'),
    cell: ({ row }) => <span className="line-clamp-1 text-ink-2">{row.original.error ?? '–'}</span>,
    meta: { drop: 2, optional: true, csv: (row) => row.error },
  },
  {
    id: 'created',
    header: t('created'),
    cell: ({ row }) => <Time value={row.original.createdAt} />,
    meta: { phone: 'meta', csv: (row) => row.createdAt },
  },
]
