'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { FieldRow } from '@/components/admin/fields/field-row'
import { FormSection } from '@/components/admin/fields/form-section'
import { SelectField } from '@/components/admin/fields/select-field'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
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
    <FormSection>
      <FieldRow>
        <Field name="deprecatedAt" label={t('deprecatedAt')} hint={t('deprecatedAtHint')} optional>
          {(field) => <Input {...field} type="date" />}
        </Field>
        <Field name="sunsetAt" label={t('sunsetAt')} hint={t('sunsetAtHint')} optional>
          {(field) => <Input {...field} type="date" />}
        </Field>
      </FieldRow>
      <SelectField
        name="successor"
        label={t('successor')}
        hint={t('successorHint')}
        optional
        options={[{ value: '', label: t('noSuccessor') }, ...others.map((one) => ({ value: one, label: one }))]}
      />
    </FormSection>
  )
}
