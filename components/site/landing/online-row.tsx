import type { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Spark } from '@/components/charts/spark'
import { formatAmount } from '@/components/ui/format-money'
import { TableNote } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { capabilities, modes } from '@/lib/catalog/names'
import type { ModelCard } from '@/lib/catalog/schema'
import type { ModelFigures } from '@/lib/usage/schema'

const words = [
  'thinking',
  'vision',
  'tools',
  'json',
  'embedding',
  'rerank',
  'image',
  'transcription',
  'speech',
] as const satisfies readonly ('thinking' | (typeof capabilities | typeof modes)[number])[]

const can = ({ thinking, capabilities, modes }: ModelCard, word: (typeof words)[number]) =>
  word === 'thinking' ? thinking === 'always' || thinking === 'optional' : capabilities.includes(word) || modes.includes(word)

interface Props {
  model: ModelCard
  figures: ModelFigures | undefined
  /** there are columns for the speed */
  timed: boolean
  t: Awaited<ReturnType<typeof getTranslations<'landing'>>>
  locale: string
}

/** One model. On phones it is a card, with its name above and its figures with their labels below. */
export function OnlineRow({ model, figures, timed, t, locale }: Props) {
  const price = (value: number | undefined) => (value ? formatAmount(value, locale, 2) : t('free'))
  const count = (value: number, places: number) =>
    value.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places })
  const ttft = figures?.ttftMs ?? null
  return (
    <tr className="border-b border-line last:border-b-0 hover:bg-hover phone:grid phone:grid-cols-3 phone:gap-2 phone:px-4 phone:py-3.5">
      <th
        scope="row"
        className="h-14 px-2.5 text-left font-normal whitespace-nowrap not-phone:first:pl-4 phone:col-span-full phone:h-auto phone:px-0 phone:whitespace-normal"
      >
        <span className="font-medium break-all">{model.id}</span>
        <TableNote>{[model.name === model.id ? undefined : model.name, model.provider].filter(Boolean).join(' · ')}</TableNote>
      </th>
      <td className="px-2.5 phone:hidden">
        <span className="inline-flex gap-1.5">
          {words
            .filter((word) => can(model, word))
            .map((word) => (
              <Tag key={word}>{t(`caps.${word}`)}</Tag>
            ))}
        </span>
      </td>
      <Figure label={t('context')}>{model.context === null ? '–' : `${Math.round(model.context / 1024)}K`}</Figure>
      <Figure label={t('input')}>{price(model.price.input)}</Figure>
      <Figure label={t('output')}>{model.modes.includes('chat') ? price(model.price.output) : '–'}</Figure>
      {timed && (
        <>
          <Figure label={t('ttft')}>
            {figures && ttft !== null && <Spark values={figures.hours.flatMap((hour) => hour.ttftMs ?? [])} />}{' '}
            {ttft === null ? '–' : count(ttft / 1000, 2)}
          </Figure>
          <Figure label={t('speed')}>{figures?.tokensPerSecond ? count(figures.tokensPerSecond, 0) : '–'}</Figure>
        </>
      )}
    </tr>
  )
}

const Figure = ({ label, children }: { label: string; children: ReactNode }) => (
  <td className="px-2.5 text-right whitespace-nowrap not-phone:last:pr-4 phone:px-0 phone:text-left phone:text-[13px] phone:whitespace-normal">
    <span className="block text-[12px] text-ink-2 not-phone:hidden">{label}</span>
    {children}
  </td>
)
