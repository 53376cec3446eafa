'use client'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { SectionName } from './section-name'

const limits = ['rpm', 'tpm', 'weeklyTokens', 'concurrency'] as const

/** The limits that each user of the model has. */
export function LimitFields() {
  const t = useTranslations('adminModels')
  return (
    <section className="form">
      <SectionName name="limits" label={t('limits')}>
        {t('limitsMean')}
      </SectionName>
      <div className="grid grid-cols-2 gap-3">
        {limits.map((name) => (
          <Field key={name} name={name} label={t(name)}>
            {(control) => <Input {...control} inputMode="numeric" autoComplete="off" placeholder={t('noLimit')} />}
          </Field>
        ))}
      </div>
    </section>
  )
}
