'use client'
import { useTranslations } from 'next-intl'
import { ChecksField } from '@/components/admin/fields/checks-field'
import { FieldRow } from '@/components/admin/fields/field-row'
import { FormSection } from '@/components/admin/fields/form-section'
import { SelectField } from '@/components/admin/fields/select-field'
import { SwitchField } from '@/components/admin/fields/switch-field'
import { Field } from '@/components/form/field'
import { Input } from '@/components/ui/input'
import { capabilities, modes, thinkingKinds } from '@/lib/catalog/names'
import { ChipsInput } from './chips-input'

/** The fields that say what the model is: its names, its abilities, its context. */
export function BasicsFields({ creating }: { creating: boolean }) {
  const t = useTranslations('adminModels')
  return (
    <FormSection>
      <SwitchField name="enabled" label={t('state')} on={t('enabledMeans')} off={t('disabledMeans')} />
      <NameFields creating={creating} />
      <ChecksField name="modes" label={t('modes')} options={modes} word={(mode) => t(`modeNames.${mode}`)} />
      <AbilityFields />
      <SwitchField name="needsUserMessage" label={t('needsUserMessage')} hint={t('needsUserMessageHint')} on={t('yes')} off={t('no')} />
    </FormSection>
  )
}

function NameFields({ creating }: { creating: boolean }) {
  const t = useTranslations('adminModels')
  return (
    <>
      {creating && (
        <Field name="id" label={t('id')} hint={t('idHint')}>
          {(control) => (
            <Input {...control} className="font-mono text-[13px]" autoComplete="off" spellCheck={false} placeholder="deepseek-v3.2" />
          )}
        </Field>
      )}
      <FieldRow>
        <Field name="name" label={t('name')} optional={creating}>
          {(control) => <Input {...control} autoComplete="off" placeholder="DeepSeek V3.2" />}
        </Field>
        <Field name="provider" label={t('provider')} optional>
          {(control) => <Input {...control} autoComplete="off" placeholder="DeepSeek" />}
        </Field>
      </FieldRow>
      <Field name="aliases" label={t('aliases')} hint={t('aliasesHint')} optional>
        {({ name: _, ...control }) => <ChipsInput {...control} placeholder="deepseek-chat" />}
      </Field>
    </>
  )
}

function AbilityFields() {
  const t = useTranslations('adminModels')
  const thinking = [
    { value: '', label: t('thinkingKinds.unset') },
    ...thinkingKinds.map((value) => ({ value, label: t(`thinkingKinds.${value}`) })),
  ]
  return (
    <>
      <FieldRow onPhone={2}>
        <Field name="context" label={t('context')} optional>
          {(control) => <Input {...control} after="token" inputMode="numeric" autoComplete="off" placeholder="131072" />}
        </Field>
        <Field name="maxOutput" label={t('maxOutput')} hint={t('maxOutputHint')} optional>
          {(control) => <Input {...control} after="token" inputMode="numeric" autoComplete="off" placeholder="8192" />}
        </Field>
      </FieldRow>
      <Field name="capabilities" label={t('capabilities')} optional>
        {({ name: _, ...control }) => <ChipsInput {...control} suggestions={capabilities} />}
      </Field>
      <FieldRow columns={3}>
        <SelectField name="thinking" label={t('thinking')} options={thinking} />
        <Field name="size" label={t('size')} optional>
          {(control) => <Input {...control} autoComplete="off" placeholder="685B" />}
        </Field>
        <Field name="field" label={t('field')} optional>
          {(control) => <Input {...control} autoComplete="off" />}
        </Field>
      </FieldRow>
    </>
  )
}
