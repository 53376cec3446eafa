'use client'
import { useTranslations } from 'next-intl'
import { Sheet } from '@/components/ui/sheet'
import type { ModelLine } from '@/lib/catalog/schema'
import { ModelForm } from './form/model-form'
import { ModelStatus } from './model-cells'
import { ModelFacts } from './model-facts'
import { ModelTargets } from './model-targets'
import { PastPrices } from './past-prices'

interface Props {
  model: ModelLine | undefined
  creating: boolean
  locked: boolean
  onDirty: (is: boolean) => void
  onClose: () => void
  /** with the id of the row, or null when it is gone */
  onSaved: (id: string | null) => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

export function ModelSheet({ model, creating, locked, onDirty, onClose, onSaved, onPrevious, onNext }: Props) {
  const t = useTranslations('adminModels')
  const shown = creating ? undefined : model
  return (
    <Sheet
      wide
      open={creating || model !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={
        <>
          <span className="truncate">{shown?.id ?? t('create')}</span>
          {shown && (
            <span className="font-normal text-[13px]">
              <ModelStatus model={shown} />
            </span>
          )}
        </>
      }
      subtitle={shown ? shown.name : t('createHint')}
      onPrevious={creating ? undefined : onPrevious}
      onNext={creating ? undefined : onNext}
    >
      {shown && <ModelTargets key={`targets ${shown.id}`} id={shown.id} />}
      {shown?.fromFile && locked ? (
        <ModelFacts model={shown} />
      ) : (
        (creating || shown) && (
          <ModelForm key={shown?.id ?? 'new model'} model={shown} onDirty={onDirty} onClose={onClose} onSaved={onSaved} />
        )
      )}
      {shown && <PastPrices key={`prices ${shown.id}`} id={shown.id} />}
    </Sheet>
  )
}
