'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { currencySymbol } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import { Time } from '@/components/ui/time'
import { useUsed } from '@/components/ui/use-used'
import type { Scope } from '@/lib/queries/usage'
import type { UnitName } from '@/lib/units'
import type { UsageRecordView } from '@/lib/usage/schema'
import { RecordStatus } from './record-status'

export function useRecordColumns(scope: Scope = 'own'): Column<UsageRecordView>[] {
  const t = useTranslations('logs')
  const format = useFormatter()
  const used = useUsed()
  const { currency } = useSite()
  const count = (row: UsageRecordView, value: number) =>
    row.state === 'running' || (value === 0 && (row.status ?? 0) >= 400) ? '–' : format.number(value)
  const tokens = (row: UsageRecordView, kind: 'inputTokens' | 'outputTokens', others: UnitName[]) =>
    (row[kind] === 0 && used(row, others)) || count(row, row[kind])
  const seconds = (ms: number | null) =>
    ms === null ? '–' : format.number(ms / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const user: Column<UsageRecordView> = {
    id: 'user',
    head: t('user'),
    cell: (row) => (
      <span className="block max-w-40 truncate" title={row.user?.name}>
        {row.user?.name ?? '–'}
      </span>
    ),
    phone: 'more',
    drop: 4,
    optional: true,
  }
  return [
    { id: 'time', head: t('time'), cell: (row) => <Time value={row.time} look="clock" />, phone: 'sub', width: '128px' },
    {
      id: 'model',
      head: t('model'),
      cell: (row) => (
        <span className="block max-w-60 truncate" title={row.model}>
          {row.model}
        </span>
      ),
      phone: 'title',
    },
    ...(scope === 'all' ? [user] : []),
    { id: 'key', head: t('source'), cell: (row) => row.keyName ?? t('playground'), drop: 3, optional: true },
    { id: 'endpoint', head: t('endpoint'), cell: (row) => <code>{row.endpoint}</code>, drop: 1, optional: true },
    { id: 'input', head: t('input'), cell: (row) => tokens(row, 'inputTokens', ['seconds', 'pages', 'characters']), align: 'right' },
    { id: 'output', head: t('output'), cell: (row) => tokens(row, 'outputTokens', ['images']), align: 'right' },
    { id: 'ttft', head: t('ttft'), cell: (row) => seconds(row.ttftMs), align: 'right', drop: 2, optional: true },
    { id: 'duration', head: t('duration'), cell: (row) => seconds(row.durationMs), align: 'right', drop: 1, optional: true },
    {
      id: 'charge',
      head: `${t('charge')} ${currencySymbol(currency)}`,
      cell: (row) => <Money places={4} value={row.charge} />,
      align: 'right',
      phone: 'aside',
    },
    { id: 'status', head: t('status'), cell: (row) => <RecordStatus record={row} />, phone: 'meta', width: '120px' },
  ]
}
