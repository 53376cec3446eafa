'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cloneElement } from 'react'
import { useLate } from '@/components/ui/use-late'
import type { ModelChoice } from './use-model-choice'

const load = () => import('./model-picker')

/** Shows the model that answers next. The list to choose from is loaded when somebody comes near. */
export function ModelSwitcher({ choice }: { choice: ModelChoice }) {
  const t = useTranslations('chat')
  const { parts, near } = useLate(load)
  const current = choice.models.find((model) => model.id === choice.model)
  const trigger = (
    <button
      type="button"
      data-slot="model-switcher"
      className="inline-flex h-8 max-w-60 items-center gap-1.5 rounded-sm px-2.5 text-[13px] hover:bg-hover phone:mr-auto phone:h-10 phone:max-w-[60vw]"
      aria-label={t('model', { name: current?.id ?? '–' })}
    >
      <span className="truncate">{current?.id ?? (choice.loading ? '…' : t('noModel'))}</span>
      <ChevronDown aria-hidden className="size-3.5 flex-none" />
    </button>
  )
  if (!parts) return cloneElement(trigger, { 'aria-haspopup': 'dialog', ...near })
  return <parts.ModelPicker choice={choice} trigger={trigger} />
}
