'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { Input } from '@/components/ui/input'
import { notify } from '@/components/ui/toast'
import { meApi, meQuery } from '@/lib/queries/me'

const schema = z.object({ email: z.union([z.literal(''), z.email()]) })

export function EmailForm({ email }: { email: string | null }) {
  const t = useTranslations('settings')
  const client = useQueryClient()
  const form = useZodForm(schema, { email: email ?? '' })
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        await meApi.changeEmail(values.email)
        await client.invalidateQueries({ queryKey: meQuery.queryKey })
        notify.done(t('saved'))
      }}
    >
      <Field name="email" label={t('email')} hint={t('emailHint')} optional>
        {(control) => <Input {...control} type="email" autoComplete="email" />}
      </Field>
      <FormFooter submit={t('save')} needsChange />
    </Form>
  )
}
