'use client'
import { useTranslations } from 'next-intl'
import { FieldError } from '@/components/ui/field-error'
import { MultiSelect } from '@/components/ui/multi-select'
import { Segmented } from '@/components/ui/segmented'
import { SheetSection } from '@/components/ui/sheet'
import { Tag } from '@/components/ui/tag'
import type { QueuedApplication } from '@/lib/applications/schema'
import type { BodyProps } from '../queue-kind'
import type { AllowanceDraft } from './draft'

/** All models that the applicant may use, or the ones that are named. */
export function ModelsGiven({ row, draft, onDraft, faults, usable }: BodyProps<QueuedApplication, AllowanceDraft> & { usable: string[] }) {
  const t = useTranslations('adminApprovals')
  const words = { all: t('application.allModels'), some: t('application.someModels') }
  const given = row.granted?.models ?? row.models
  const fault = Object.entries(faults).find(([name]) => name.startsWith('models'))?.[1]
  if (row.state !== 'submitted')
    return (
      <SheetSection title={t('application.models')}>
        <div className="flex flex-wrap gap-1.5">{given === null ? words.all : given.map((id) => <Tag key={id}>{id}</Tag>)}</div>
      </SheetSection>
    )
  return (
    <SheetSection title={t('application.models')}>
      <div className="grid justify-items-start gap-2">
        <Segmented
          aria-label={t('application.models')}
          options={[
            { value: 'all', label: words.all },
            { value: 'some', label: words.some },
          ]}
          value={draft.models === null ? 'all' : 'some'}
          onValueChange={(next) => onDraft({ ...draft, models: next === 'all' ? null : (row.models ?? []) })}
        />
        {draft.models !== null && (
          <div className="w-full">
            <MultiSelect
              aria-label={t('application.models')}
              options={[...new Set([...usable, ...draft.models])]}
              value={draft.models}
              onValueChange={(models) => onDraft({ ...draft, models })}
              placeholder={t('application.someModels')}
            />
          </div>
        )}
        {fault !== undefined && <FieldError>{fault}</FieldError>}
      </div>
    </SheetSection>
  )
}
