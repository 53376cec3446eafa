'use client'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { MultiSelect } from '@/components/ui/multi-select'

/** The models that a key may call: none chosen, all of them. */
export function ModelsField({ names }: { names: readonly string[] }) {
  const t = useTranslations('keys')
  const chosen: string[] = useWatch({ name: 'models' })
  return (
    <Field
      name="models"
      label={t('models')}
      optional
      aside={t('modelsChosen', { chosen: chosen.length, all: names.length })}
      hint={t('modelsHint', { all: names.length })}
    >
      {({ value, onChange, id, ref, ...rest }) => (
        <MultiSelect
          id={id}
          ref={ref}
          aria-label={t('models')}
          aria-invalid={rest['aria-invalid']}
          aria-describedby={rest['aria-describedby']}
          options={names}
          value={value}
          onValueChange={onChange}
          placeholder={t('modelsPlaceholder')}
        />
      )}
    </Field>
  )
}
