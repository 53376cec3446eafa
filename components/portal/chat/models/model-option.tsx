'use client'
import { Check, Eye, Lightbulb, Wrench } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import type { ModelCard } from '@/lib/catalog/schema'

/** A mark, the model, its abilities, context and price; phones leave out the context. */
export const modelColumns =
  'grid grid-cols-[16px_minmax(0,1fr)_auto_48px_96px] items-center gap-2 phone:grid-cols-[16px_minmax(0,1fr)_auto_96px]'

interface Props {
  model: ModelCard
  chosen: boolean
  queued: number | null | undefined
}

export function ModelOption({ model, chosen, queued }: Props) {
  const t = useTranslations('chat')
  const format = useFormatter()
  const can = (ability: string) => model.capabilities?.includes(ability)
  const wait = queued === undefined ? undefined : queued === null ? t('queuedUnknown') : t('queued', { seconds: queued })
  const free = Number(model.price?.input ?? 0) === 0 && Number(model.price?.output ?? 0) === 0
  return (
    <>
      <span>{chosen && <Check aria-label={t('chosen')} className="size-3.5" />}</span>
      <span className="min-w-0">
        <span className="block truncate">{model.id}</span>
        <small className="block truncate text-[12px]/4 text-ink-2">
          {[wait, model.name !== model.id && model.name, model.provider].filter(Boolean).join(' · ')}
        </small>
      </span>
      <span className="flex gap-[5px] text-ink-2">
        {model.thinking && model.thinking !== 'never' && <Lightbulb aria-label={t('ability.thinking')} className="size-3.5" />}
        {can('vision') && <Eye aria-label={t('ability.vision')} className="size-3.5" />}
        {can('tools') && <Wrench aria-label={t('ability.tools')} className="size-3.5" />}
      </span>
      <span className="whitespace-nowrap text-right text-[12.5px] phone:hidden">
        {model.context ? `${format.number(Math.round(model.context / 1024))}K` : '–'}
      </span>
      <span className="whitespace-nowrap text-right text-[12.5px]">
        {free ? (
          t('free')
        ) : (
          <>
            <Money bare minPlaces={2} value={model.price?.input} /> / <Money bare minPlaces={2} value={model.price?.output} />
          </>
        )}
      </span>
    </>
  )
}
