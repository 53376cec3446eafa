'use client'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { rateNames } from './limit-names'

/** The limits on calls and tokens. `none` says what counts where nothing is entered. */
export function RateFields({ none }: { none?: string }) {
  const t = useTranslations('limits')
  return (
    <div className="grid grid-cols-2 gap-3">
      {rateNames.map((name) => (
        <Field key={name} name={name} label={t(name)} hint={t(`means.${name}`)}>
          {(control) => <Input {...control} inputMode="numeric" autoComplete="off" placeholder={none ?? t('noLimit')} />}
        </Field>
      ))}
    </div>
  )
}
