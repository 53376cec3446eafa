'use client'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { spendNames } from './limit-names'

interface Props {
  /** Those that the form has. */
  names?: readonly (typeof spendNames)[number][]
  /** What counts where nothing is entered. */
  none?: string
}

/** The limits on what may be spent. */
export function SpendFields({ names = spendNames, none }: Props) {
  const t = useTranslations('limits')
  const symbol = currencySymbol(useSite().currency)
  return (
    <div className={`grid gap-3 phone:grid-cols-1 ${names.length === 2 ? 'grid-cols-2' : 'grid-cols-3'}`}>
      {names.map((name) => (
        <Field key={name} name={name} label={t(name)} hint={t(`means.${name}`)}>
          {(control) => <Input {...control} before={symbol} inputMode="decimal" autoComplete="off" placeholder={none ?? t('noLimit')} />}
        </Field>
      ))}
    </div>
  )
}
