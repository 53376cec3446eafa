'use client'
import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactElement, useState } from 'react'
import { positioner } from '@/components/ui/popup'
import { modelsQuery } from '@/lib/queries/models'
import { ModelOption, modelColumns } from './model-option'
import type { ModelChoice } from './use-model-choice'

/** Chooses the model: search, abilities, context, and the price for the user's group. It opens as soon as it appears. */
export function ModelPicker({ choice, trigger }: { choice: ModelChoice; trigger: ReactElement }) {
  const t = useTranslations('chat')
  const [open, setOpen] = useState(true)
  // Queues change fast, so they are looked at again when the list is opened.
  useQuery({ ...modelsQuery, enabled: open, staleTime: 5000 })
  const choose = (id: string) => {
    choice.choose(id)
    setOpen(false)
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={8} collisionPadding={12} className={positioner}>
          <Popover.Popup
            className="flex max-h-(--available-height) min-h-0 w-105 max-w-[calc(100vw-24px)] flex-col overflow-hidden rounded-lg bg-surface shadow-float"
            aria-label={t('chooseModel')}
          >
            <Models choice={choice} onChoose={choose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Models({ choice, onChoose }: { choice: ModelChoice; onChoose(id: string): void }) {
  const t = useTranslations('chat')
  return (
    <Command
      loop
      label={t('chooseModel')}
      defaultValue={choice.model ?? undefined}
      className="flex max-h-(--available-height) min-h-0 flex-col"
    >
      <div className="flex items-center gap-2 border-line border-b px-3.5">
        <Search aria-hidden className="size-3.5" />
        <Command.Input
          placeholder={t('searchModels')}
          autoFocus
          className="h-10.5 min-w-0 flex-1 bg-transparent outline-0 focus-visible:shadow-none"
        />
      </div>
      <div className={`${modelColumns} px-3 pt-1.5 pb-0.5 text-[12px] text-ink-2`} aria-hidden>
        <span className="col-start-2">{t('columnModel')}</span>
        <span className="col-start-4 text-right phone:hidden">{t('columnContext')}</span>
        <span className="text-right phone:col-start-4">{t('columnPrice')}</span>
      </div>
      <Command.List className="max-h-90 min-h-0 overflow-y-auto px-1 pt-0.5 pb-1">
        <Command.Empty className="px-4 py-3 text-ink-2">{t('noModelMatches')}</Command.Empty>
        {choice.models.map((model) => (
          <Command.Item
            key={model.id}
            value={model.id}
            keywords={[model.name ?? '', model.provider ?? '', ...(model.aliases ?? [])]}
            className={`${modelColumns} min-h-11.5 cursor-default rounded-sm px-2 data-[selected=true]:bg-hover`}
            onSelect={() => onChoose(model.id)}
          >
            <ModelOption model={model} chosen={model.id === choice.model} queued={choice.queued[model.id]} />
          </Command.Item>
        ))}
      </Command.List>
      <p className="border-line border-t bg-sunken px-3.5 py-2 text-[12px] text-ink-2">{t('perMillion')}</p>
    </Command>
  )
}
