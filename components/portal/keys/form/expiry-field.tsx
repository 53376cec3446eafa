'use client'
import { useNow, useTimeZone, useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { localInput } from '@/components/form/local-input'
import { minuteOf } from '@/components/ui/format-time'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { expiryPresets, expiryTime } from './expiry'
import type { KeyForm } from './key-form-schema'

/** Presets in one control; the moment that they mean stands beside the label. */
export function ExpiryField() {
  const t = useTranslations('keys')
  const zone = useTimeZone()
  const now = useNow({ updateInterval: 30_000 })
  const { control, setValue } = useFormContext<KeyForm>()
  const [expiry, date] = useWatch({ control, name: ['expiry', 'date'] })
  const end = expiryTime(expiry, date, now)
  const words = end && minuteOf(end, zone)
  return (
    <Field
      name="expiry"
      label={t('expires')}
      aside={words ? t('expiresAt', { time: words }) : end === null ? t('neverExpires') : undefined}
    >
      {({ value, onChange, id, 'aria-describedby': _ }) => (
        <>
          <Segmented
            look="field"
            id={id}
            aria-label={t('expires')}
            value={value}
            onValueChange={(next) => {
              if (next === 'date' && date === '') setValue('date', localInput(expiryTime('month', '', new Date()) ?? new Date()))
              onChange(next)
            }}
            options={expiryPresets.map((preset) => ({ value: preset, label: t(`expiry.${preset}`) }))}
          />
          {value === 'date' && (
            <Input
              type="datetime-local"
              aria-label={t('expiryDate')}
              value={date}
              min={localInput(now)}
              onChange={(event) => setValue('date', event.target.value, { shouldDirty: true, shouldValidate: true })}
            />
          )}
        </>
      )}
    </Field>
  )
}
