'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { PasswordInput } from '@/components/form/password-input'
import { useZodForm } from '@/components/form/use-zod-form'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import { meApi, sessionsQuery } from '@/lib/queries/me'

export function PasswordForm() {
  const t = useTranslations('settings')
  const client = useQueryClient()
  const { passwordMinLength } = useSite()
  const schema = z
    .object({ current: z.string().min(1), password: z.string().min(passwordMinLength).max(200), again: z.string() })
    .refine(({ password, again }) => password === again, { path: ['again'], message: t('differs') })
  const form = useZodForm(schema, { current: '', password: '', again: '' })
  return (
    <Form
      form={form}
      onSubmit={async ({ current, password }) => {
        await meApi.changePassword({ current, password })
        await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
        form.reset()
        notify.done(t('passwordChanged'))
      }}
    >
      <Field name="current" label={t('currentPassword')}>
        {(control) => <PasswordInput {...control} autoComplete="current-password" />}
      </Field>
      <Field name="password" label={t('newPassword')} hint={t('newPasswordHint', { count: passwordMinLength })}>
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </Field>
      <Field name="again" label={t('newPasswordAgain')}>
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </Field>
      <FormFooter submit={t('changePassword')} />
    </Form>
  )
}
