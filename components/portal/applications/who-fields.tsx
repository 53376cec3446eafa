'use client'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Input, Textarea } from '@/components/ui/input'

/** Who asks, and what for. */
export function WhoFields() {
  const t = useTranslations('applications')
  return (
    <>
      <Field name="email" label={t('email')} hint={t('emailHint')}>
        {(control) => <Input {...control} type="email" autoComplete="email" maxLength={254} />}
      </Field>
      <Field name="purpose" label={t('purpose')} hint={t('purposeHint')}>
        {(control) => <Textarea {...control} rows={5} maxLength={4000} />}
      </Field>
      <div className="grid grid-cols-2 gap-4.5 phone:grid-cols-1">
        <Field name="project" label={t('project')} optional>
          {(control) => <Input {...control} maxLength={200} />}
        </Field>
        <Field name="supervisor" label={t('supervisor')} optional>
          {(control) => <Input {...control} maxLength={200} />}
        </Field>
      </div>
    </>
  )
}
