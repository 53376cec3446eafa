'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import type { ModelDraft } from './model-schema'

/** The fields that announce the end of a model. They do not end it: that is its state. */
export function LifecycleFields({ self }: { self: string | undefined }) {
  const t = useTranslations('adminModels')
  const { control } = useFormContext<ModelDraft>()
  const successor = useWatch({ control, name: 'successor' })
  const ids = useQuery(adminModelsQuery).data?.models.map(({ id }) => id) ?? []
  const others = [...new Set([...ids, successor])].filter((id) => id !== '' && id !== self)
  return (
    <section className="form">
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field name="deprecatedAt" label={t('deprecatedAt')} hint={t('deprecatedAtHint')} optional>
          {(field) => <Input {...field} type="date" />}
        </Field>
        <Field name="sunsetAt" label={t('sunsetAt')} hint={t('sunsetAtHint')} optional>
          {(field) => <Input {...field} type="date" />}
        </Field>
      </div>
      <Field name="successor" label={t('successor')} hint={t('successorHint')} optional>
        {({ id, name, ref, value, onChange }) => (
          <Select
            id={id}
            name={name}
            ref={ref}
            options={[{ value: '', label: t('noSuccessor') }, ...others.map((one) => ({ value: one, label: one }))]}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
    </section>
  )
}
