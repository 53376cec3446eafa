'use client'
import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { cacheScopes, cacheUsers } from '@/lib/catalog/names'
import type { ModelDraft } from './model-schema'
import { SectionName } from './section-name'

/** What the response cache does for the model. Without a time it does nothing. */
export function CacheFields() {
  const t = useTranslations('adminModels')
  const { control } = useFormContext<ModelDraft>()
  const on = useWatch({ control, name: 'cache.ttlSeconds' }) !== ''
  return (
    <section className="form">
      <SectionName name="cache" label={t('cache')}>
        {t('cacheMeans')}
      </SectionName>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field name="cache.ttlSeconds" label={t('cacheTtl')} hint={t('cacheTtlHint')} optional>
          {(field) => <Input {...field} inputMode="numeric" placeholder={t('cacheOff')} />}
        </Field>
        {on && (
          <Field name="cache.share" label={t('cacheShare')} hint={t('cacheShareHint')}>
            {(field) => <Input {...field} inputMode="numeric" />}
          </Field>
        )}
      </div>
      {on && (
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          <Choice name="cache.scope" label={t('cacheScope')} options={cacheScopes.map((one) => [one, t(`cacheScopes.${one}`)])} />
          <Choice name="cache.keys" label={t('cacheKeys')} options={cacheUsers.map((one) => [one, t(`cacheUsers.${one}`)])} />
        </div>
      )}
    </section>
  )
}

const Choice = ({ name, label, options }: { name: string; label: string; options: [value: string, label: string][] }) => (
  <Field name={name} label={label}>
    {({ id, ref, value, onChange }) => (
      <Select
        id={id}
        name={name}
        ref={ref}
        options={options.map(([one, words]) => ({ value: one, label: words }))}
        value={value}
        onValueChange={onChange}
      />
    )}
  </Field>
)
