'use client'
import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form'
import { FieldRow } from '@/components/admin/fields/field-row'
import { FormSection } from '@/components/admin/fields/form-section'
import { SelectField } from '@/components/admin/fields/select-field'
import { SwitchField } from '@/components/admin/fields/switch-field'
import { Field } from '@/components/form/field'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field-error'
import { Hint } from '@/components/ui/hint'
import { Input } from '@/components/ui/input'
import type { Option } from '@/components/ui/select'
import { upstreamsQuery } from '@/lib/queries/upstreams'
import type { ModelDraft } from './model-schema'

/** The targets of a model. A higher priority is tried first; the weight divides calls among targets of equal priority. */
export function TargetFields() {
  const t = useTranslations('adminModels')
  const { control } = useFormContext<ModelDraft>()
  const { errors } = useFormState({ control })
  const { fields, append, remove } = useFieldArray({ control, name: 'targets' })
  const upstreams = useQuery(upstreamsQuery).data?.upstreams ?? []
  const options = upstreams.map(({ name, enabled }) => ({ value: name, label: name, aside: enabled ? undefined : t('states.off') }))
  const fresh = { upstream: upstreams[0]?.name ?? '', upstreamModel: '', priority: '0', weight: '1', enabled: true }
  return (
    <FormSection heading={{ name: 'targets', label: t('targets'), means: t('targetsMeans') }}>
      {fields.map(({ id }, index) => (
        <Target key={id} index={index} upstreams={options} wrong={errors.targets?.[index]?.message} onRemove={() => remove(index)} />
      ))}
      {fields.length === 0 && <Hint>{t('noTargets')}</Hint>}
      <div>
        <Button size="s" icon={<Plus aria-hidden />} onClick={() => append({ ...fresh, context: null, params: null })}>
          {t('addTarget')}
        </Button>
      </div>
    </FormSection>
  )
}

interface TargetProps {
  index: number
  upstreams: readonly Option[]
  wrong: string | undefined
  onRemove: () => void
}

function Target({ index, upstreams, wrong, onRemove }: TargetProps) {
  const t = useTranslations('adminModels')
  const remove = t('removeTarget', { n: index + 1 })
  return (
    <fieldset className="grid gap-2.5 rounded-md border border-line p-3" aria-label={t('targetN', { n: index + 1 })}>
      <FieldRow>
        <SelectField name={`targets.${index}.upstream`} label={t('upstream')} options={upstreams} />
        <Field name={`targets.${index}.upstreamModel`} label={t('upstreamModel')}>
          {(input) => <Input {...input} autoComplete="off" spellCheck={false} placeholder={t('sameAsId')} />}
        </Field>
      </FieldRow>
      <div className="flex flex-wrap items-center gap-2.5">
        {(['priority', 'weight'] as const).map((name) => (
          <Field key={name} name={`targets.${index}.${name}`} label={t(name)} className="w-24">
            {(input) => <Input {...input} inputMode="numeric" autoComplete="off" />}
          </Field>
        ))}
        <SwitchField name={`targets.${index}.enabled`} label={t('state')} on={t('states.on')} off={t('states.off')} className="w-24" />
        <Button size="icon" variant="ghost" className="ml-auto" aria-label={remove} title={remove} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      {wrong !== undefined && <FieldError>{wrong}</FieldError>}
    </fieldset>
  )
}
