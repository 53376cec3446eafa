'use client'
import { useTranslations } from 'next-intl'
import { useFormContext, useFormState } from 'react-hook-form'
import { FieldRow } from '@/components/admin/fields/field-row'
import { Field } from '@/components/form/field'
import { Disclosure } from '@/components/ui/disclosure'
import { Input } from '@/components/ui/input'
import { timeoutNames } from '@/lib/catalog/names'

/** Time limits in seconds; empty ones follow the defaults. The part is folded, because few upstreams need it. */
export function TimeoutFields() {
  const t = useTranslations('adminUpstreams')
  const { control, getValues } = useFormContext()
  const { errors } = useFormState({ control })
  const used = Object.values(getValues('timeouts') as Record<string, string>).some((value) => value !== '')
  return (
    <Disclosure summary={t('timeouts')} open={used || errors.timeouts !== undefined || undefined}>
      <FieldRow columns={3} onPhone={2}>
        {timeoutNames.map((name) => (
          <Field key={name} name={`timeouts.${name}`} label={t(`timeout.${name}`)} hint={t(`timeoutMeans.${name}`)}>
            {(field) => <Input {...field} after={t('secondsUnit')} inputMode="decimal" autoComplete="off" placeholder={t('default')} />}
          </Field>
        ))}
      </FieldRow>
    </Disclosure>
  )
}
