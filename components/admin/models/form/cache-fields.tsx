'use client'
import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { FieldRow } from '@/components/admin/fields/field-row'
import { FormSection } from '@/components/admin/fields/form-section'
import { SelectField } from '@/components/admin/fields/select-field'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { cacheScopes, cacheUsers } from '@/lib/catalog/names'
import type { ModelDraft } from './model-schema'

/** What the response cache does for the model. Without a time it does nothing. */
export function CacheFields() {
  const t = useTranslations('adminModels')
  const { control } = useFormContext<ModelDraft>()
  const on = useWatch({ control, name: 'cache.ttlSeconds' }) !== ''
  return (
    <FormSection heading={{ name: 'cache', label: t('cache'), means: t('cacheMeans') }}>
      <FieldRow>
        <Field name="cache.ttlSeconds" label={t('cacheTtl')} hint={t('cacheTtlHint')} optional>
          {(field) => <Input {...field} inputMode="numeric" placeholder={t('cacheOff')} />}
        </Field>
        {on && (
          <Field name="cache.share" label={t('cacheShare')} hint={t('cacheShareHint')}>
            {(field) => <Input {...field} inputMode="numeric" />}
          </Field>
        )}
      </FieldRow>
      {on && (
        <FieldRow>
          <SelectField
            name="cache.scope"
            label={t('cacheScope')}
            options={cacheScopes.map((value) => ({ value, label: t(`cacheScopes.${value}`) }))}
          />
          <SelectField
            name="cache.keys"
            label={t('cacheKeys')}
            options={cacheUsers.map((value) => ({ value, label: t(`cacheUsers.${value}`) }))}
          />
        </FieldRow>
      )}
    </FormSection>
  )
}
