'use client'
import { useTranslations } from 'next-intl'
import { useFormContext, useFormState } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { timeoutNames } from '@/lib/catalog/names'

/** Time limits in seconds; empty ones follow the defaults. The part is folded, because few upstreams need it. */
export function TimeoutFields() {
  const t = useTranslations('adminUpstreams')
  const { control, getValues } = useFormContext()
  const { errors } = useFormState({ control })
  const used = Object.values(getValues('timeouts') as Record<string, string>).some((value) => value !== '')
  return (
    <details open={used || errors.timeouts !== undefined || undefined}>
      <summary className="cursor-pointer text-[13px] text-ink-2">{t('timeouts')}</summary>
      <div className="mt-3 grid grid-cols-3 gap-3 phone:grid-cols-2">
        {timeoutNames.map((name) => (
          <Field key={name} name={`timeouts.${name}`} label={t(`timeout.${name}`)} hint={t(`timeoutMeans.${name}`)}>
            {(field) => <Input {...field} after={t('secondsUnit')} inputMode="decimal" autoComplete="off" placeholder={t('default')} />}
          </Field>
        ))}
      </div>
    </details>
  )
}
