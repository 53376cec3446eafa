'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { currencySymbol } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import type { ModelLine } from '@/lib/catalog/schema'
import { Capabilities, ModelStatus, ModelTitle, PriceText } from './model-cells'
import { modelState } from './model-state'

export function useModelColumns(): Column<ModelLine>[] {
  const t = useTranslations('adminModels')
  const format = useFormatter()
  const symbol = currencySymbol(useSite().currency)
  const price = (id: 'input' | 'output' | 'cachedInput', header: string, meta: Column<ModelLine>['meta']): Column<ModelLine> => ({
    id,
    header,
    accessorFn: ({ effectivePrice }) => effectivePrice[id],
    cell: ({ row }) => <PriceText words={header} value={row.original.effectivePrice[id]} />,
    meta: { align: 'right', csv: ({ effectivePrice }) => effectivePrice[id], ...meta },
  })
  return [
    {
      id: 'id',
      header: t('model'),
      accessorFn: ({ id }) => id,
      cell: ({ row }) => <ModelTitle model={row.original} />,
      meta: { phone: 'title', csv: (row) => row.id },
    },
    {
      id: 'provider',
      header: t('provider'),
      cell: ({ row }) => row.original.provider ?? '–',
      meta: { drop: 2, optional: true, csv: (row) => row.provider },
    },
    {
      id: 'context',
      header: t('context'),
      accessorFn: ({ context }) => context ?? undefined,
      sortUndefined: 'last',
      cell: ({
        row: {
          original: { context },
        },
      }) => (context === null ? '–' : `${format.number(Math.round(context / 1024))}K`),
      meta: { align: 'right', drop: 1, optional: true, csv: (row) => row.context },
    },
    {
      id: 'capabilities',
      header: t('capabilities'),
      cell: ({ row }) => <Capabilities names={row.original.capabilities} />,
      meta: { drop: 1, optional: true, csv: (row) => row.capabilities.join(' ') },
    },
    { id: 'state', header: t('state'), cell: ({ row }) => <ModelStatus model={row.original} />, meta: { phone: 'sub', csv: modelState } },
    price('input', t('inputHead', { symbol }), { phone: 'aside' }),
    price('output', t('outputHead', { symbol }), { phone: 'meta' }),
    price('cachedInput', t('cachedHead', { symbol }), { drop: 2, optional: true }),
    {
      id: 'groups',
      header: t('visible'),
      cell: ({ row }) => row.original.groups?.join(', ') ?? t('everyGroup'),
      meta: { drop: 3, optional: true, csv: (row) => row.groups?.join(' ') ?? '*' },
    },
    {
      id: 'targets',
      header: t('targets'),
      accessorFn: ({ targets }) => targets.length,
      cell: ({ row }) => format.number(row.original.targets.length),
      meta: { align: 'right', drop: 4, optional: true, csv: (row) => row.targets.length },
    },
  ]
}
