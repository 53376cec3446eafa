'use client'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { capabilities, modes, thinkingKinds } from '@/lib/catalog/names'
import { ChipsInput } from './chips-input'

/** The fields that say what the model is: its names, its abilities, its context. */
export function BasicsFields({ creating }: { creating: boolean }) {
  const t = useTranslations('adminModels')
  const thinking = [
    { value: '', label: t('thinkingKinds.unset') },
    ...thinkingKinds.map((value) => ({ value, label: t(`thinkingKinds.${value}`) })),
  ]
  return (
    <section className="form">
      <Field name="enabled" label={t('state')}>
        {({ id, value, onChange }) => (
          <Switch id={id} checked={value} onCheckedChange={onChange}>
            {t(value ? 'enabledMeans' : 'disabledMeans')}
          </Switch>
        )}
      </Field>
      {creating && (
        <Field name="id" label={t('id')} hint={t('idHint')}>
          {(control) => (
            <Input {...control} className="font-mono text-[13px]!" autoComplete="off" spellCheck={false} placeholder="deepseek-v3.2" />
          )}
        </Field>
      )}
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field name="name" label={t('name')} optional={creating}>
          {(control) => <Input {...control} autoComplete="off" placeholder="DeepSeek V3.2" />}
        </Field>
        <Field name="provider" label={t('provider')} optional>
          {(control) => <Input {...control} autoComplete="off" placeholder="DeepSeek" />}
        </Field>
      </div>
      <Field name="aliases" label={t('aliases')} hint={t('aliasesHint')} optional>
        {({ name: _, ...control }) => <ChipsInput {...control} placeholder="deepseek-chat" />}
      </Field>
      <Field name="modes" label={t('modes')}>
        {({ id, value, onChange }) => (
          <fieldset id={id} aria-label={t('modes')} className="flex flex-wrap gap-x-4 gap-y-3">
            {modes.map((mode) => (
              <Checkbox
                key={mode}
                checked={value.includes(mode)}
                onCheckedChange={(on) => onChange(modes.filter((one) => (one === mode ? on : value.includes(one))))}
              >
                {t(`modeNames.${mode}`)}
              </Checkbox>
            ))}
          </fieldset>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field name="context" label={t('context')} optional>
          {(control) => <Input {...control} after="token" inputMode="numeric" autoComplete="off" placeholder="131072" />}
        </Field>
        <Field name="maxOutput" label={t('maxOutput')} hint={t('maxOutputHint')} optional>
          {(control) => <Input {...control} after="token" inputMode="numeric" autoComplete="off" placeholder="8192" />}
        </Field>
      </div>
      <Field name="capabilities" label={t('capabilities')} optional>
        {({ name: _, ...control }) => <ChipsInput {...control} suggestions={capabilities} />}
      </Field>
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-1">
        <Field name="thinking" label={t('thinking')}>
          {({ id, name, ref, value, onChange }) => (
            <Select id={id} name={name} ref={ref} options={thinking} value={value} onValueChange={onChange} />
          )}
        </Field>
        <Field name="size" label={t('size')} optional>
          {(control) => <Input {...control} autoComplete="off" placeholder="685B" />}
        </Field>
        <Field name="field" label={t('field')} optional>
          {(control) => <Input {...control} autoComplete="off" />}
        </Field>
      </div>
      <Field name="needsUserMessage" label={t('needsUserMessage')} hint={t('needsUserMessageHint')}>
        {({ id, value, onChange }) => (
          <Switch id={id} checked={value} onCheckedChange={onChange}>
            {t(value ? 'yes' : 'no')}
          </Switch>
        )}
      </Field>
    </section>
  )
}
