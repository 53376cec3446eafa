'use client'
import type { useFormatter, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Money } from '@/components/ui/money'
import { type State, StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import type { ModelLine } from '@/lib/catalog/schema'

type T = ReturnType<typeof useTranslations<'adminModels'>>

export const modelStates = ['on', 'noTargets', 'off'] as const
export const modelState = (row: ModelLine): (typeof modelStates)[number] =>
  !row.enabled ? 'off' : row.targets.some(({ enabled }) => enabled) ? 'on' : 'noTargets'
const looks: Record<(typeof modelStates)[number], State> = { on: 'on', noTargets: 'warn', off: 'off' }

export function ModelStatus({ row, t }: { row: ModelLine; t: T }) {
  const state = modelState(row)
  return <StatusDot state={looks[state]}>{t(`states.${state}`)}</StatusDot>
}

/** On phones the words of the column's head are shown in the card, because cards have no heads. */
const Price = ({ words, value }: { words: string; value: number }) => (
  <>
    <span className="mr-2 hidden text-[12px] text-ink-2 phone:inline">{words}</span>
    <Money value={value} bare />
  </>
)

export const modelColumns = (t: T, format: ReturnType<typeof useFormatter>, symbol: string): Column<ModelLine>[] => [
  {
    id: 'id',
    head: t('model'),
    cell: (row) => (
      <>
        <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
          <span className="break-all">{row.id}</span> {row.fromFile && <Tag>{t('fromFile')}</Tag>}
          {row.deprecatedAt !== null && <Tag tone="warn">{t('deprecated')}</Tag>}
        </span>
        <small>{[row.name === row.id ? undefined : row.name, row.aliases.join(' · ')].filter(Boolean).join(' · ')}</small>
      </>
    ),
    phone: 'title',
    csv: (row) => row.id,
  },
  { id: 'provider', head: t('provider'), cell: (row) => row.provider ?? '–', drop: 2, optional: true, csv: (row) => row.provider },
  {
    id: 'context',
    head: t('context'),
    cell: (row) => (row.context === null ? '–' : `${format.number(Math.round(row.context / 1024))}K`),
    align: 'right',
    drop: 1,
    optional: true,
    csv: (row) => row.context,
  },
  {
    id: 'capabilities',
    head: t('capabilities'),
    cell: (row) => (
      <span className="flex flex-wrap gap-1">
        {row.capabilities.map((one) => (
          <Tag key={one}>{one}</Tag>
        ))}
      </span>
    ),
    drop: 1,
    optional: true,
    csv: (row) => row.capabilities.join(' '),
  },
  {
    id: 'state',
    head: t('state'),
    cell: (row) => <ModelStatus row={row} t={t} />,
    phone: 'sub',
    csv: (row) => modelState(row),
  },
  {
    id: 'input',
    head: t('inputHead', { symbol }),
    cell: (row) => <Price words={t('inputHead', { symbol })} value={row.effectivePrice.input} />,
    align: 'right',
    phone: 'aside',
    csv: (row) => row.effectivePrice.input,
  },
  {
    id: 'output',
    head: t('outputHead', { symbol }),
    cell: (row) => <Price words={t('outputHead', { symbol })} value={row.effectivePrice.output} />,
    align: 'right',
    phone: 'meta',
    csv: (row) => row.effectivePrice.output,
  },
  {
    id: 'cached',
    head: t('cachedHead', { symbol }),
    cell: (row) => <Money value={row.effectivePrice.cachedInput} bare />,
    align: 'right',
    drop: 2,
    optional: true,
    csv: (row) => row.effectivePrice.cachedInput,
  },
  {
    id: 'groups',
    head: t('visible'),
    cell: (row) => row.groups?.join(', ') ?? t('everyGroup'),
    drop: 3,
    optional: true,
    csv: (row) => row.groups?.join(' ') ?? '*',
  },
  {
    id: 'targets',
    head: t('targets'),
    cell: (row) => format.number(row.targets.length),
    align: 'right',
    drop: 4,
    optional: true,
    csv: (row) => row.targets.length,
  },
]
