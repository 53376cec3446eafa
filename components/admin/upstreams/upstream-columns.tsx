'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { stateOf } from '@/components/admin/targets/upstream-state'
import type { Column } from '@/components/data-table/column'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import type { UpstreamHealth } from '@/lib/gateway/schema'
import { UpstreamActions } from './upstream-actions'
import { Latency, RunningCalls, UpstreamName, UpstreamStatus } from './upstream-cells'

interface Given {
  healthOf: (id: string) => UpstreamHealth | undefined
  locked: boolean
  onEdit: (id: string) => void
}

export function useUpstreamColumns({ healthOf, locked, onEdit }: Given): Column<UpstreamLine>[] {
  const t = useTranslations('adminUpstreams')
  const tc = useTranslations('common')
  const format = useFormatter()
  return [
    {
      id: 'name',
      header: t('name'),
      accessorFn: ({ name }) => name,
      cell: ({ row }) => <UpstreamName upstream={row.original} />,
      meta: { phone: 'title', csv: (row) => row.name },
    },
    {
      id: 'protocol',
      header: t('protocol'),
      cell: ({ row }) => t(`protocols.${row.original.protocol}`),
      meta: { drop: 1, optional: true, csv: (row) => row.protocol },
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ row }) => <UpstreamStatus upstream={row.original} health={healthOf(row.original.id)} />,
      meta: { phone: 'sub', csv: (row) => stateOf(row, healthOf(row.id)).word },
    },
    {
      id: 'models',
      header: t('models'),
      accessorFn: ({ models }) => models.length,
      cell: ({ row }) => format.number(row.original.models.length),
      meta: { align: 'right', drop: 4, optional: true, csv: (row) => row.models.length },
    },
    {
      id: 'running',
      header: t('running'),
      cell: ({ row }) => <RunningCalls upstream={row.original} health={healthOf(row.original.id)} />,
      meta: { align: 'right', phone: 'aside', drop: 3, optional: true, csv: (row) => row.concurrency },
    },
    {
      id: 'latency',
      header: t('latency'),
      cell: ({ row }) => <Latency health={healthOf(row.original.id)} />,
      meta: { align: 'right', phone: 'meta', optional: true },
    },
    {
      id: 'actions',
      header: tc('actions'),
      cell: ({ row }) => <UpstreamActions row={row.original} locked={locked} onEdit={() => onEdit(row.original.id)} />,
      meta: { headHidden: true, align: 'right', phone: 'actions' },
    },
  ]
}
