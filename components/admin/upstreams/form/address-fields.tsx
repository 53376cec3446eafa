'use client'
import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { FieldRow } from '@/components/admin/fields/field-row'
import { SelectField } from '@/components/admin/fields/select-field'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { presets } from '@/lib/catalog/presets'
import { protocolNames } from '@/lib/catalog/protocols'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { AddressCheck } from './address-check'
import type { UpstreamDraft } from './upstream-schema'

/** Preset, name, protocol and address. The preset fills in the others, and the address can be tried before it is saved. */
export function AddressFields({ upstream }: { upstream: UpstreamLine | undefined }) {
  const t = useTranslations('adminUpstreams')
  const { setValue, getValues, control } = useFormContext<UpstreamDraft>()
  const protocol = useWatch({ control, name: 'protocol' })
  const preset = useWatch({ control, name: 'preset' })
  const example = presets.find(({ id }) => id === preset)?.baseUrl || 'http://10.1.2.3:8000/v1'
  const choose = (id: string) => {
    const before = presets.find((one) => one.id === getValues('preset'))
    const next = presets.find((one) => one.id === id)
    if (!next) return
    setValue('protocol', next.protocol, { shouldDirty: true })
    if (next.baseUrl !== '') setValue('baseUrl', next.baseUrl, { shouldDirty: true })
    const name = getValues('name')
    if (name === '' || name === before?.name) setValue('name', next.id === 'custom' ? '' : next.name, { shouldDirty: true })
  }
  return (
    <>
      <FieldRow>
        <SelectField
          name="preset"
          label={t('preset')}
          hint={preset === 'custom' && protocol === 'openai' ? t('customHint') : undefined}
          options={presets.map((one) => ({ value: one.id, label: one.id === 'custom' ? t('custom') : one.name }))}
          onChoose={choose}
        />
        <SelectField
          name="protocol"
          label={t('protocol')}
          options={protocolNames.map((value) => ({ value, label: t(`protocols.${value}`) }))}
        />
      </FieldRow>
      <Field name="name" label={t('name')} hint={t('nameHint')}>
        {(input) => <Input {...input} autoComplete="off" />}
      </Field>
      {protocol !== 'builtin' && (
        <Field name="baseUrl" label={t('baseUrl')} hint={t('baseUrlHint')} aside={<AddressCheck upstream={upstream} />}>
          {(input) => (
            <Input
              {...input}
              className="font-mono text-[13px]"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder={example}
            />
          )}
        </Field>
      )}
    </>
  )
}
