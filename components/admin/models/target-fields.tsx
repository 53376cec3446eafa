'use client'
import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { upstreamsQuery } from '@/lib/queries/upstreams'
import type { ModelDraft } from './model-schema'
import { SectionName } from './section-name'

/** The targets of a model. A higher priority is tried first; the weight divides calls among targets of equal priority. */
export function TargetFields() {
  const t = useTranslations('adminModels')
  const { control } = useFormContext<ModelDraft>()
  const { errors } = useFormState({ control })
  const { fields, append, remove } = useFieldArray({ control, name: 'targets' })
  const upstreams = useQuery(upstreamsQuery).data?.upstreams ?? []
  const options = upstreams.map(({ name, enabled }) => ({ value: name, label: name, aside: enabled ? undefined : t('states.off') }))
  const add = () =>
    append({
      upstream: upstreams[0]?.name ?? '',
      upstreamModel: '',
      priority: '0',
      weight: '1',
      enabled: true,
      context: null,
      params: null,
    })
  return (
    <section className="form">
      <SectionName name="targets" label={t('targets')}>
        {t('targetsMeans')}
      </SectionName>
      {fields.map((target, index) => {
        const wrong = errors.targets?.[index]?.message
        return (
          <fieldset key={target.id} className="target" aria-label={t('targetN', { n: index + 1 })}>
            <div className="target-two">
              <Field name={`targets.${index}.upstream`} label={t('upstream')}>
                {({ value, onChange, onBlur: _, ...rest }) => <Select {...rest} options={options} value={value} onValueChange={onChange} />}
              </Field>
              <Field name={`targets.${index}.upstreamModel`} label={t('upstreamModel')}>
                {(input) => <Input {...input} autoComplete="off" spellCheck={false} placeholder={t('sameAsId')} />}
              </Field>
            </div>
            <div className="target-line">
              <Field name={`targets.${index}.priority`} label={t('priority')}>
                {(input) => <Input {...input} inputMode="numeric" autoComplete="off" />}
              </Field>
              <Field name={`targets.${index}.weight`} label={t('weight')}>
                {(input) => <Input {...input} inputMode="numeric" autoComplete="off" />}
              </Field>
              <Field name={`targets.${index}.enabled`} label={t('state')}>
                {({ id, value, onChange }) => (
                  <Switch id={id} checked={value} onCheckedChange={onChange}>
                    {t(value ? 'states.on' : 'states.off')}
                  </Switch>
                )}
              </Field>
              <Button
                size="icon"
                variant="ghost"
                className="ml-auto"
                aria-label={t('removeTarget', { n: index + 1 })}
                title={t('removeTarget', { n: index + 1 })}
                onClick={() => remove(index)}
              >
                <X aria-hidden />
              </Button>
            </div>
            {wrong !== undefined && <p className="error">{wrong}</p>}
          </fieldset>
        )
      })}
      {fields.length === 0 && <p className="hint">{t('noTargets')}</p>}
      <div>
        <Button size="s" icon={<Plus aria-hidden />} onClick={add}>
          {t('addTarget')}
        </Button>
      </div>
    </section>
  )
}
