'use client'
import { Braces, Brain, Eye, Volume2, Wrench } from 'lucide-react'
import { useNow, useTimeZone, useTranslations } from 'next-intl'
import { isoDay } from '@/components/ui/format-time'
import { Tag } from '@/components/ui/tag'
import type { ModelCard } from '@/lib/catalog/schema'

/** Says that a model is the demo, or that it is or will be given up. */
export function ModelTags({ model }: { model: ModelCard }) {
  const t = useTranslations('models')
  const today = isoDay(useNow(), useTimeZone())
  return (
    <>
      {model.demo && <Tag>{t('demo')}</Tag>}
      {model.deprecatedAt !== null && <Tag tone="warn">{t(model.deprecatedAt <= today ? 'deprecated' : 'willBeDeprecated')}</Tag>}
    </>
  )
}

const icons: Record<string, typeof Eye> = { vision: Eye, tools: Wrench, json: Braces, reasoning: Brain, audio: Volume2 }

/** What kind of model it is: how it thinks, or what it is for where it is not for chat; then its abilities. */
export function ModelMode({ model }: { model: ModelCard }) {
  const t = useTranslations('models')
  const others = model.modes.filter((mode) => mode !== 'chat')
  const thinking = model.modes.includes('chat') && model.thinking !== null ? [t(`thinking.${model.thinking}`)] : []
  const kinds = [...thinking, ...(model.modes.includes('chat') && thinking.length === 0 ? [t('modes.chat')] : []), ...others.map(modeWord)]
  function modeWord(mode: string) {
    return t.has(`modes.${mode}`) ? t(`modes.${mode}`) : mode
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
      <span className="whitespace-nowrap">{kinds.join(' · ')}</span>
      {model.capabilities.map((capability) => {
        const Icon = icons[capability]
        const word = t.has(`capabilities.${capability}`) ? t(`capabilities.${capability}`) : capability
        return (
          <span key={capability} className="inline-flex items-center gap-1 whitespace-nowrap text-[12.5px] text-ink-2">
            {Icon && <Icon size={13} strokeWidth={1.6} aria-hidden className="text-ink-3" />}
            {word}
          </span>
        )
      })}
    </span>
  )
}
