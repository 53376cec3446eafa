'use client'
import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Check, ChevronDown, Eye, Lightbulb, Search, Wrench } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Money } from '@/components/ui/money'
import type { ModelCard } from '@/lib/catalog/schema'
import { modelsQuery } from '@/lib/queries/models'
import type { ModelChoice } from './use-model-choice'

/** Chooses the model: search, abilities, context, and the price for the user's group. */
export function ModelSwitcher({ choice }: { choice: ModelChoice }) {
  const t = useTranslations('chat')
  const [open, setOpen] = useState(false)
  // Queues change fast, so they are looked at again when the list is opened.
  useQuery({ ...modelsQuery, enabled: open, staleTime: 5000 })
  const current = choice.models.find((model) => model.id === choice.model)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="model-button" aria-label={t('model', { name: current?.id ?? '–' })}>
        <span className="truncate">{current?.id ?? (choice.loading ? '…' : t('noModel'))}</span>
        <ChevronDown aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={8} collisionPadding={12} className="model-positioner">
          <Popover.Popup className="model-popup" aria-label={t('chooseModel')}>
            <Command loop label={t('chooseModel')} defaultValue={choice.model ?? undefined}>
              <div className="model-search">
                <Search aria-hidden />
                <Command.Input placeholder={t('searchModels')} autoFocus />
              </div>
              <div className="model-head" aria-hidden>
                <span>{t('columnModel')}</span>
                <span>{t('columnContext')}</span>
                <span>{t('columnPrice')}</span>
              </div>
              <Command.List className="model-list">
                <Command.Empty className="px-4 py-3 text-ink-2">{t('noModelMatches')}</Command.Empty>
                {choice.models.map((model) => (
                  <Command.Item
                    key={model.id}
                    value={model.id}
                    keywords={[model.name ?? '', model.provider ?? '', ...(model.aliases ?? [])]}
                    className="model-item"
                    onSelect={() => {
                      choice.choose(model.id)
                      setOpen(false)
                    }}
                  >
                    <ModelLine model={model} chosen={model.id === choice.model} queued={choice.queued[model.id]} />
                  </Command.Item>
                ))}
              </Command.List>
              <p className="model-foot">{t('perMillion')}</p>
            </Command>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function ModelLine({ model, chosen, queued }: { model: ModelCard; chosen: boolean; queued: number | null | undefined }) {
  const t = useTranslations('chat')
  const format = useFormatter()
  const can = (ability: string) => model.capabilities?.includes(ability)
  const wait = queued === undefined ? undefined : queued === null ? t('queuedUnknown') : t('queued', { seconds: queued })
  const free = Number(model.price?.input ?? 0) === 0 && Number(model.price?.output ?? 0) === 0
  return (
    <>
      <span className="model-tick">{chosen && <Check aria-label={t('chosen')} />}</span>
      <span className="min-w-0">
        <b className="block truncate">{model.id}</b>
        <small className="block truncate">
          {[wait, model.name !== model.id && model.name, model.provider].filter(Boolean).join(' · ')}
        </small>
      </span>
      <span className="model-abilities">
        {model.thinking && model.thinking !== 'never' && <Lightbulb aria-label={t('ability.thinking')} />}
        {can('vision') && <Eye aria-label={t('ability.vision')} />}
        {can('tools') && <Wrench aria-label={t('ability.tools')} />}
      </span>
      <span className="model-context">{model.context ? `${format.number(Math.round(model.context / 1024))}K` : '–'}</span>
      <span className="model-price">
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
