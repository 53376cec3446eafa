'use client'
import Link from 'next/link'
import type { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { modelHref } from '@/components/layout/model-href'
import type { ModelCard } from '@/lib/catalog/schema'
import { CallNames } from './call-names'
import type { SortKey } from './filter-models'
import { LiveFigure, type LiveFigures } from './live-figure'
import { ModelMode, ModelTags } from './model-tags'
import { hasOutput, type Scale } from './price-lines'
import { PriceWords } from './price-words'

interface Given {
  t: ReturnType<typeof useTranslations<'models'>>
  symbol: string
  scale: Scale
  figures: LiveFigures
  sort: (key: SortKey) => Column<ModelCard>['sort']
}

export const contextText = (context: number | null) => (context === null ? '–' : `${Math.round(context / 1024)}K`)

export function listColumns({ t, symbol, scale, figures, sort }: Given): Column<ModelCard>[] {
  const per = `${symbol}/${scale === '1m' ? 'M' : 'K'}`
  const live = (of: 'ttftMs' | 'tokensPerSecond' | 'success') => (model: ModelCard) => (
    <LiveFigure figures={figures} id={model.id} of={of} />
  )
  return [
    {
      id: 'name',
      head: t('model'),
      cell: (model) => (
        <>
          <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
            {/* The row has the focus and opens the same page. */}
            <Link href={modelHref(model.id)} tabIndex={-1} className="break-words font-medium hover:text-accent-text">
              {model.name}
            </Link>
            <ModelTags model={model} />
          </span>
          <small>{model.provider}</small>
        </>
      ),
      phone: 'title',
      sort: sort('name'),
      csv: (model) => model.name,
    },
    { id: 'size', head: t('size'), cell: (model) => model.size ?? '–', drop: 3, optional: true, csv: (model) => model.size },
    {
      id: 'callNames',
      head: t('callNames'),
      cell: (model) => <CallNames id={model.id} aliases={model.aliases} />,
      phone: 'more',
      csv: ({ id, aliases }) => [id, ...aliases].join(' '),
    },
    {
      id: 'mode',
      head: t('mode'),
      cell: (model) => <ModelMode model={model} />,
      phone: 'sub',
      csv: ({ modes, thinking, capabilities }) => [...modes, thinking, ...capabilities].filter(Boolean).join(' '),
    },
    { id: 'field', head: t('field'), cell: (model) => model.field ?? '–', drop: 1, optional: true, csv: (model) => model.field },
    {
      id: 'context',
      head: t('context'),
      cell: ({ context }) => contextText(context),
      align: 'right',
      phone: 'meta',
      drop: 4,
      optional: true,
      sort: sort('context'),
      csv: (model) => model.context,
    },
    {
      id: 'input',
      head: `${t('input')} ${per}`,
      cell: (model) => (
        <>
          <span className="phone:hidden">
            <PriceWords model={model} of="input" scale={scale} />
          </span>
          <span className="hidden phone:inline">
            <PriceWords model={model} of="input" scale={scale} whole />
            {hasOutput(model) && (
              <small>
                {t('output')} <PriceWords model={model} of="output" scale={scale} whole />
              </small>
            )}
          </span>
        </>
      ),
      align: 'right',
      phone: 'aside',
      sort: sort('input'),
      csv: ({ price }) => price.input,
    },
    {
      id: 'output',
      head: `${t('output')} ${per}`,
      cell: (model) => <PriceWords model={model} of="output" scale={scale} />,
      align: 'right',
      sort: sort('output'),
      csv: ({ price }) => price.output,
    },
    { id: 'ttft', head: t('ttft'), cell: live('ttftMs'), align: 'right', drop: 2, optional: true },
    { id: 'speed', head: t('speed'), cell: live('tokensPerSecond'), align: 'right', drop: 1, optional: true },
    { id: 'success', head: t('success'), cell: live('success'), align: 'right', drop: 2, optional: true },
  ]
}
