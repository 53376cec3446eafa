'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { PasswordInput } from '@/components/form/password-input'
import { LinkButton } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { useSite } from '@/components/ui/site-context'
import { api } from '@/lib/queries/fetcher'
import { OtherWay } from './other-way'
import { StrengthMeter } from './strength-meter'
import { SubmitWide } from './submit-wide'
import { useCheckedForm } from './use-checked-form'

interface NewPassword {
  password: string
  again: string
}

/** Sets a new password by the token of a mailed link. */
export function ResetForm({ token }: { token: string }) {
  const t = useTranslations()
  const { passwordMinLength: size } = useSite()
  const [done, setDone] = useState(false)
  const form = useCheckedForm<NewPassword>({ password: '', again: '' }, ({ password, again }) => ({
    password: Array.from(password).length < size ? t('common.validation.tooShort', { size }) : undefined,
    again: again === password ? undefined : t('auth.mismatch'),
  }))
  const password = form.watch('password')
  if (done)
    return (
      <div role="status" className="grid gap-4">
        <Note>{t('auth.resetDone')}</Note>
        <LinkButton href="/login" variant="primary" size="l" wide>
          {t('auth.signIn')}
        </LinkButton>
      </div>
    )
  return (
    <Form
      form={form}
      onSubmit={async () => {
        await api('/api/auth/reset', { body: { token, password: form.getValues('password') } })
        setDone(true)
      }}
    >
      <Field name="password" label={t('auth.newPassword')} hint={<StrengthMeter password={password} minLength={size} />}>
        {(control) => <PasswordInput {...control} autoComplete="new-password" autoFocus />}
      </Field>
      <Field name="again" label={t('auth.again')}>
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </Field>
      <SubmitWide>{t('auth.resetSubmit')}</SubmitWide>
      <OtherWay words={t('auth.linkOld')} href="/reset">
        {t('auth.linkNew')}
      </OtherWay>
    </Form>
  )
}
