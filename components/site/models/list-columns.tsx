'use client'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { currencySymbol } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import type { ModelCard } from '@/lib/catalog/schema'
import { CallNames } from './call-names'
import { InputPrice, ModelName } from './list-cells'
import { LiveFigure, type LiveFigures } from './live-figure'
import { ModelMode } from './model-tags'
import { contextText, type Scale } from './price-lines'
import { PriceWords } from './price-words'

export function useListColumns(scale: Scale, figures: LiveFigures): Column<ModelCard>[] {
  const t = useTranslations('models')
  const per = `${currencySymbol(useSite().currency)}/${scale === '1m' ? 'M' : 'K'}`
  const plain = (id: 'size' | 'field', drop: 1 | 3): Column<ModelCard> => ({
    id,
    header: t(id),
    cell: ({ row }) => row.original[id] ?? '–',
    meta: { drop, optional: true, csv: (model) => model[id] },
  })
  const live = (id: 'ttft' | 'speed' | 'success', of: 'ttftMs' | 'tokensPerSecond' | 'success', drop: 1 | 2): Column<ModelCard> => ({
    id,
    header: t(id),
    cell: ({ row }) => <LiveFigure figures={figures} id={row.original.id} of={of} />,
    meta: { align: 'right', drop, optional: true },
  })
  return [
    {
      id: 'name',
      header: t('model'),
      accessorFn: ({ name }) => name,
      cell: ({ row }) => <ModelName model={row.original} />,
      meta: { phone: 'title', csv: (model) => model.name },
    },
    plain('size', 3),
    {
      id: 'callNames',
      header: t('callNames'),
      cell: ({ row }) => <CallNames id={row.original.id} aliases={row.original.aliases} />,
      meta: { phone: 'more', csv: ({ id, aliases }) => [id, ...aliases].join(' ') },
    },
    {
      id: 'mode',
      header: t('mode'),
      cell: ({ row }) => <ModelMode model={row.original} />,
      meta: { phone: 'sub', csv: ({ modes, thinking, capabilities }) => [...modes, thinking, ...capabilities].filter(Boolean).join(' ') },
    },
    plain('field', 1),
    {
      id: 'context',
      header: t('context'),
      accessorFn: ({ context }) => context,
      cell: ({ row }) => contextText(row.original.context),
      meta: { align: 'right', phone: 'meta', drop: 4, optional: true, csv: (model) => model.context },
    },
    {
      id: 'input',
      header: `${t('input')} ${per}`,
      accessorFn: ({ price }) => price.input,
      cell: ({ row }) => <InputPrice model={row.original} scale={scale} />,
      meta: { align: 'right', phone: 'aside', csv: ({ price }) => price.input },
    },
    {
      id: 'output',
      header: `${t('output')} ${per}`,
      accessorFn: ({ price }) => price.output,
      cell: ({ row }) => <PriceWords model={row.original} of="output" scale={scale} />,
      meta: { align: 'right', csv: ({ price }) => price.output },
    },
    live('ttft', 'ttftMs', 2),
    live('speed', 'tokensPerSecond', 1),
    live('success', 'success', 2),
  ]
}
