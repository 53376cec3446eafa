'use client'
import type { useFormatter, useTranslations } from 'next-intl'
import { QueueFacts } from '@/components/admin/targets/queue-facts'
import { stateOf } from '@/components/admin/targets/upstream-state'
import type { Column } from '@/components/data-table/column'
import { StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import type { UpstreamHealth } from '@/lib/gateway/schema'

type T = ReturnType<typeof useTranslations<'adminUpstreams'>>

export function UpstreamStatus({ row, health, t }: { row: UpstreamLine; health: UpstreamHealth | undefined; t: T }) {
  const { word, look, target } = stateOf(row, health)
  const facts = target && [
    target.lastFailure && [target.lastFailure.status, target.lastFailure.reason].filter(Boolean).join(' '),
    target.retryIn !== null && t('retryIn', { seconds: target.retryIn }),
  ]
  return (
    <>
      <StatusDot state={look}>{t(`states.${word}`)}</StatusDot>
      {facts && <small>{facts.filter(Boolean).join(' · ')}</small>}
    </>
  )
}

export const upstreamColumns = (
  t: T,
  format: ReturnType<typeof useFormatter>,
  healthOf: (id: string) => UpstreamHealth | undefined,
): Column<UpstreamLine>[] => [
  {
    id: 'name',
    head: t('name'),
    cell: (row) => (
      <>
        <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
          {row.name} {row.fromFile && <Tag>{t('fromFile')}</Tag>}
        </span>
        <small className="max-w-80 truncate font-mono">{row.builtin ? t('noNetwork') : row.baseUrl}</small>
      </>
    ),
    phone: 'title',
    csv: (row) => row.name,
  },
  {
    id: 'protocol',
    head: t('protocol'),
    cell: (row) => t(`protocols.${row.protocol}`),
    drop: 1,
    optional: true,
    csv: (row) => row.protocol,
  },
  {
    id: 'state',
    head: t('state'),
    cell: (row) => <UpstreamStatus row={row} health={healthOf(row.id)} t={t} />,
    phone: 'sub',
    csv: (row) => stateOf(row, healthOf(row.id)).word,
  },
  {
    id: 'models',
    head: t('models'),
    cell: (row) => format.number(row.models.length),
    align: 'right',
    drop: 4,
    optional: true,
    csv: (row) => row.models.length,
  },
  {
    id: 'running',
    head: t('running'),
    cell: (row) => (
      <>
        {format.number(healthOf(row.id)?.running ?? 0)} / {row.concurrency === null ? '∞' : format.number(row.concurrency)}
        <QueueFacts health={healthOf(row.id)} />
      </>
    ),
    align: 'right',
    drop: 3,
    phone: 'aside',
    optional: true,
    csv: (row) => row.concurrency,
  },
  {
    id: 'latency',
    head: t('latency'),
    cell: (row) => latency(healthOf(row.id), format.number),
    align: 'right',
    phone: 'meta',
    optional: true,
  },
]

function latency(health: UpstreamHealth | undefined, number: (value: number) => string): string {
  const known = health?.targets.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs])) ?? []
  return known.length === 0 ? '–' : number(Math.round(known.reduce((sum, one) => sum + one, 0) / known.length))
}
