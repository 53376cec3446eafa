'use client'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { FieldRow } from '@/components/admin/fields/field-row'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { whens } from './announcement-schema'

/** From when to when it is shown. */
export function TimeFields() {
  const t = useTranslations('adminAnnouncements')
  const when = useWatch({ name: 'when' })
  return (
    <>
      <Field name="when" label={t('when')}>
        {({ id, value, onChange }) => (
          <Segmented
            id={id}
            look="field"
            aria-label={t('when')}
            options={whens.map((one) => ({ value: one, label: t(`whens.${one}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      <FieldRow>
        {when === 'at' && (
          <Field name="publishAt" label={t('at')}>
            {(control) => <Input {...control} type="datetime-local" />}
          </Field>
        )}
        <Field name="expiresAt" label={t('expiresAt')} optional>
          {(control) => <Input {...control} type="datetime-local" />}
        </Field>
      </FieldRow>
    </>
  )
}
