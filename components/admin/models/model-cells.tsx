'use client'
import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { type State, StatusDot } from '@/components/ui/status-dot'
import { TableNote, TableTitle } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { ModelLine } from '@/lib/catalog/schema'
import { type ListedState, modelState } from './model-state'

const looks: Record<ListedState, State> = { on: 'on', noTargets: 'warn', off: 'off' }

export function ModelStatus({ model }: { model: ModelLine }) {
  const t = useTranslations('adminModels')
  const state = modelState(model)
  return <StatusDot state={looks[state]}>{t(`states.${state}`)}</StatusDot>
}

export function ModelTitle({ model: { id, name, aliases, fromFile, deprecatedAt } }: { model: ModelLine }) {
  const t = useTranslations('adminModels')
  return (
    <>
      <TableTitle>
        <span className="break-all">{id}</span> {fromFile && <Tag>{t('fromFile')}</Tag>}
        {deprecatedAt !== null && <Tag tone="warn">{t('deprecated')}</Tag>}
      </TableTitle>
      <TableNote>{[name === id ? undefined : name, aliases.join(' · ')].filter(Boolean).join(' · ')}</TableNote>
    </>
  )
}

export const Capabilities = ({ names }: { names: readonly string[] }) => (
  <span className="flex flex-wrap gap-1">
    {names.map((one) => (
      <Tag key={one}>{one}</Tag>
    ))}
  </span>
)

/** On phones the words of the column's head are shown in the card, because cards have no heads. */
export const PriceText = ({ words, value }: { words: string; value: number }) => (
  <>
    <span className="mr-2 hidden text-[12px] text-ink-2 phone:inline">{words}</span>
    <Money value={value} bare />
  </>
)
