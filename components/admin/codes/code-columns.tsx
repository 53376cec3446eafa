'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Money } from '@/components/ui/money'
import { Switch } from '@/components/ui/switch'
import { Time } from '@/components/ui/time'
import type { CodeBatch } from '@/lib/ledger/schema'

export function useCodeColumns(toggle: (batch: CodeBatch, enabled: boolean) => void): Column<CodeBatch>[] {
  const t = useTranslations('adminCodes')
  const format = useFormatter()
  return [
    { id: 'name', header: t('name'), cell: ({ row }) => row.original.name, meta: { phone: 'title' } },
    {
      id: 'amount',
      header: t('amount'),
      cell: ({ row }) => <Money value={row.original.amount} minPlaces={2} />,
      meta: { align: 'right', phone: 'aside' },
    },
    { id: 'account', header: t('account'), cell: ({ row }) => t(`accounts.${row.original.account}`), meta: { drop: 2 } },
    {
      id: 'used',
      header: t('used'),
      cell: ({ row }) => `${format.number(row.original.used)} / ${format.number(row.original.count * row.original.uses)}`,
      meta: { align: 'right', phone: 'sub' },
    },
    {
      id: 'expires',
      header: t('expires'),
      cell: ({ row }) => (row.original.expiresAt ? <Time value={row.original.expiresAt} look="day" /> : t('never')),
      meta: { phone: 'meta', drop: 3 },
    },
    { id: 'created', header: t('created'), cell: ({ row }) => <Time value={row.original.createdAt} />, meta: { drop: 1 } },
    {
      id: 'enabled',
      header: t('state'),
      cell: ({ row }) => (
        <Switch checked={row.original.enabled} onCheckedChange={(next) => toggle(row.original, next)}>
          {t(row.original.enabled ? 'on' : 'off')}
        </Switch>
      ),
      meta: { phone: 'actions' },
    },
  ]
}
