'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Tag, type Tone } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { JobLine } from '@/lib/jobs/schema'

const tones: Record<JobLine['state'], Tone | undefined> = { waiting: 'info', running: 'accent', done: 'ok', failed: 'bad' }

export function JobState({ state }: Pick<JobLine, 'state'>) {
  const t = useTranslations('adminJobs')
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>
}

export const jobColumns = (t: ReturnType<typeof useTranslations<'adminJobs'>>): Column<JobLine>[] => [
  { id: 'kind', header: t('kind'), cell: ({ row }) => <code>{row.original.kind}</code>, meta: { phone: 'title' } },
  { id: 'state', header: t('state'), cell: ({ row }) => <JobState state={row.original.state} />, meta: { phone: 'aside' } },
  {
    id: 'tries',
    header: t('tries'),
    cell: ({ row }) => `${row.original.attempts} / ${row.original.mostAttempts}`,
    meta: { align: 'right', drop: 3 },
  },
  {
    id: 'next',
    header: t('next'),
    cell: ({ row }) => <Time value={row.original.state === 'waiting' ? row.original.runAt : null} />,
    meta: { drop: 2 },
  },
  {
    id: 'error',
    header: t('error'),
    cell: ({ row }) => <span className="line-clamp-1 text-ink-2">{row.original.error ?? '–'}</span>,
    meta: { drop: 1, phone: 'sub' },
  },
  { id: 'created', header: t('created'), cell: ({ row }) => <Time value={row.original.createdAt} />, meta: { phone: 'meta' } },
]
