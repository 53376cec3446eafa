'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import * as z from 'zod'
import { FieldRow } from '@/components/admin/fields/field-row'
import { SelectField } from '@/components/admin/fields/select-field'
import { SwitchField } from '@/components/admin/fields/switch-field'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormGroup } from '@/components/form/form-fields'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { Input } from '@/components/ui/input'
import { notify } from '@/components/ui/toast'
import { WideSpecimen } from './specimen'

const schema = z.object({ name: z.string().min(1), note: z.string(), group: z.string(), agree: z.boolean() })

export function Forms() {
  return (
    <>
      <WideSpecimen state="state.default">
        <SampleForm />
      </WideSpecimen>
      <WideSpecimen state="state.invalid">
        <SampleForm wrong="name" />
      </WideSpecimen>
      <WideSpecimen state="state.rejected">
        <SampleForm wrong="root" />
      </WideSpecimen>
    </>
  )
}

/** A form that stores nothing. `wrong` shows it after it was refused. */
function SampleForm({ wrong }: { wrong?: 'name' | 'root' }) {
  const t = useTranslations('adminDesign.sample')
  const form = useZodForm(schema, { name: '', note: '', group: 'first', agree: true })
  const { setError } = form
  const message = t(wrong === 'name' ? 'problem' : 'refused')
  useEffect(() => {
    if (wrong) setError(wrong, { message }, { shouldFocus: false })
  }, [wrong, message, setError])
  const options = ['first', 'second'].map((value) => ({ value, label: t(`options.${value}`) }))
  return (
    <Form
      form={form}
      onSubmit={async () => {
        await new Promise((done) => setTimeout(done, 800))
        notify.done(t('saved'))
      }}
    >
      <FieldRow>
        <Field name="name" label={t('name')} hint={t('nameHint')}>
          {(control) => <Input {...control} autoComplete="off" placeholder={t('value')} />}
        </Field>
        <Field name="note" label={t('note')} optional aside={t('quiet')}>
          {(control) => <Input {...control} autoComplete="off" />}
        </Field>
      </FieldRow>
      <FormGroup>
        <FieldRow>
          <SelectField name="group" label={t('group')} options={options} />
          <SwitchField name="agree" label={t('state')} on={t('agree')} off={t('agree')} />
        </FieldRow>
      </FormGroup>
      <FormFooter submit={t('action')} onCancel={() => form.reset()} />
    </Form>
  )
}
