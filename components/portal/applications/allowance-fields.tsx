'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { MultiSelect } from '@/components/ui/multi-select'
import type { Allowance } from '@/lib/applications/schema'

/** What is asked for. The defaults stand below each field, since most need no more. */
export function AllowanceFields({ defaults, models }: { defaults: Allowance; models: readonly string[] }) {
  const t = useTranslations('applications')
  const format = useFormatter()
  return (
    <div className="grid grid-cols-2 gap-4.5 phone:grid-cols-1">
      <Field name="models" label={t('models')} optional hint={t('modelsHint')} className="col-span-full">
        {({ value, onChange, onBlur: _, name: __, ...rest }) => (
          <MultiSelect
            {...rest}
            aria-label={t('models')}
            options={models}
            value={value}
            onValueChange={onChange}
            placeholder={t('allModels')}
          />
        )}
      </Field>
      {(['rpm', 'tpm', 'weeklyTokens'] as const).map((name) => (
        <Field key={name} name={name} label={t(name)} hint={t('default', { value: format.number(defaults[name]) })}>
          {(control) => <Input {...control} inputMode="numeric" className="tabular-nums" maxLength={15} />}
        </Field>
      ))}
      <Field name="endsOn" label={t('endsOn')} hint={t('default', { value: defaults.endsOn })}>
        {(control) => <Input {...control} type="date" />}
      </Field>
    </div>
  )
}
