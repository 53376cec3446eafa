'use client'
import { useNow, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { currencySymbol } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import { Time } from '@/components/ui/time'
import type { ShownKey } from '@/lib/keys/schema'
import { KeyActions, type KeyDeeds } from './key-actions'
import { KeyLimits, Preview, Spent, StateCell } from './key-cells'
import { keyState } from './key-state'
import { useKeyLimits } from './use-key-limits'

export function useKeyColumns(deeds: KeyDeeds): Column<ShownKey>[] {
  const t = useTranslations('keys')
  const limits = useKeyLimits()
  const { currency } = useSite()
  const now = useNow({ updateInterval: 60_000 }).getTime()
  return [
    {
      id: 'name',
      header: t('name'),
      cell: ({ row }) => <span className="block max-w-64 truncate font-medium">{row.original.name}</span>,
      meta: { phone: 'title', csv: (key) => key.name },
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ row }) => <StateCell apiKey={row.original} now={now} />,
      meta: { phone: 'aside', csv: (key) => t(`states.${keyState(key, now)}`) },
    },
    {
      id: 'preview',
      header: t('key'),
      cell: ({ row }) => <Preview apiKey={row.original} reveal={deeds.reveal} />,
      meta: { phone: 'sub', csv: (key) => key.preview },
    },
    {
      id: 'spent',
      header: `${t('spentOfLimit')} ${currencySymbol(currency)}`,
      cell: ({ row }) => <Spent apiKey={row.original} />,
      meta: { phone: 'meta', csv: (key) => String(key.spent) },
    },
    {
      id: 'limits',
      header: t('limits'),
      cell: ({ row }) => <KeyLimits apiKey={row.original} />,
      meta: {
        drop: 3,
        optional: true,
        csv: (key) => [...(key.models ?? []), ...key.allowedIps, ...limits(key).map(({ label, value }) => `${label} ${value}`)].join(' '),
      },
    },
    {
      id: 'created',
      header: t('created'),
      cell: ({ row }) => <Time value={row.original.createdAt} look="day" className="text-ink-2" />,
      meta: { drop: 1, optional: true, csv: (key) => key.createdAt },
    },
    {
      id: 'expires',
      header: t('expires'),
      cell: ({ row }) =>
        row.original.expiresAt === null ? (
          <span className="text-ink-2">{t('never')}</span>
        ) : (
          <Time value={row.original.expiresAt} look="day" className="text-ink-2" />
        ),
      meta: { drop: 1, optional: true, csv: (key) => key.expiresAt },
    },
    {
      id: 'used',
      header: t('lastUsed'),
      cell: ({ row }) => <Time value={row.original.lastUsedAt} className="whitespace-nowrap text-ink-2" />,
      meta: { align: 'right', drop: 4, optional: true, csv: (key) => key.lastUsedAt },
    },
    {
      id: 'actions',
      header: t('actions'),
      cell: ({ row }) => <KeyActions apiKey={row.original} deeds={deeds} />,
      meta: { align: 'right', width: '52px', phone: 'actions', headHidden: true },
    },
  ]
}
