'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import { Time } from '@/components/ui/time'
import type { Scope } from '@/lib/queries/usage'
import type { UsageRecordView } from '@/lib/usage/schema'
import { CutShort, Seconds, Tokens } from './record-cells'
import { RecordStatus } from './record-status'

export function useRecordColumns(scope: Scope = 'own'): Column<UsageRecordView>[] {
  const t = useTranslations('logs')
  const { currency } = useSite()
  const user: Column<UsageRecordView> = {
    id: 'user',
    header: t('user'),
    cell: ({ row }) => <CutShort text={row.original.user?.name} className="max-w-40" />,
    meta: { phone: 'more', drop: 4, optional: true },
  }
  return [
    {
      id: 'time',
      header: t('time'),
      cell: ({ row }) => <Time value={row.original.time} look="clock" />,
      meta: { width: '128px', phone: 'sub' },
    },
    {
      id: 'model',
      header: t('model'),
      cell: ({ row }) => <CutShort text={row.original.model} className="max-w-60" />,
      meta: { phone: 'title' },
    },
    ...(scope === 'all' ? [user] : []),
    { id: 'key', header: t('source'), cell: ({ row }) => row.original.keyName ?? t('playground'), meta: { drop: 3, optional: true } },
    { id: 'endpoint', header: t('endpoint'), cell: ({ row }) => <code>{row.original.endpoint}</code>, meta: { drop: 1, optional: true } },
    {
      id: 'input',
      header: t('input'),
      cell: ({ row }) => <Tokens record={row.original} kind="inputTokens" />,
      meta: { align: 'right' },
    },
    {
      id: 'output',
      header: t('output'),
      cell: ({ row }) => <Tokens record={row.original} kind="outputTokens" />,
      meta: { align: 'right' },
    },
    {
      id: 'ttft',
      header: t('ttft'),
      cell: ({ row }) => <Seconds ms={row.original.ttftMs} />,
      meta: { align: 'right', drop: 2, optional: true },
    },
    {
      id: 'duration',
      header: t('duration'),
      cell: ({ row }) => <Seconds ms={row.original.durationMs} />,
      meta: { align: 'right', drop: 1, optional: true },
    },
    {
      id: 'charge',
      header: `${t('charge')} ${currencySymbol(currency)}`,
      cell: ({ row }) => <Money places={4} value={row.original.charge} />,
      meta: { align: 'right', phone: 'aside' },
    },
    {
      id: 'status',
      header: t('status'),
      cell: ({ row }) => <RecordStatus record={row.original} />,
      meta: { width: '120px', phone: 'meta' },
    },
  ]
}
