'use client'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { PasswordInput } from '@/components/form/password-input'
import { useZodForm } from '@/components/form/use-zod-form'
import { useSite } from '@/components/layout/site-context'
import { Input } from '@/components/ui/input'
import { api } from '@/lib/queries/fetcher'
import { newUserSchema } from './new-user-schema'
import { safeNext } from './safe-next'
import { signInWithPassword } from './sign-in'
import { StrengthMeter } from './strength-meter'
import { SubmitWide } from './submit-wide'

export function RegisterForm() {
  const t = useTranslations()
  const query = useSearchParams()
  const { passwordMinLength, registration } = useSite()
  const schema = useMemo(
    () => newUserSchema(passwordMinLength, { username: t('auth.usernameRule'), mismatch: t('auth.mismatch') }),
    [passwordMinLength, t],
  )
  const invited = query.get('ref') ?? query.get('referral_code') ?? query.get('code') ?? ''
  const form = useZodForm(schema, { username: '', password: '', again: '', email: '', referralCode: invited })
  const submit = async ({
    username,
    password,
    email,
    referralCode,
  }: {
    username: string
    password: string
    email: string
    referralCode: string
  }) => {
    await api('/api/auth/register', {
      body: { username, password, email: email || undefined, referral_code: referralCode || undefined },
    })
    const answer = await signInWithPassword(username, password)
    window.location.assign(answer.ok ? safeNext(query.get('next')) : '/login')
  }
  return (
    <Form form={form} onSubmit={submit} rename={{ referral_code: 'referralCode' }}>
      <Field name="username" label={t('auth.username')} hint={t('auth.usernameHint')}>
        {(control) => <Input {...control} autoComplete="username" autoCapitalize="none" spellCheck={false} />}
      </Field>
      <Field
        name="password"
        label={t('common.password')}
        hint={<StrengthMeter password={form.watch('password')} minLength={passwordMinLength} />}
      >
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </Field>
      <Field name="again" label={t('auth.again')}>
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </Field>
      <Field name="email" label={t('auth.email')} optional hint={t('auth.emailHint')}>
        {(control) => <Input {...control} type="email" autoComplete="email" />}
      </Field>
      <Field name="referralCode" label={t('auth.invitation')} optional={registration !== 'invite'}>
        {(control) => <Input {...control} className="font-mono" autoComplete="off" spellCheck={false} />}
      </Field>
      <SubmitWide>{t('auth.register')}</SubmitWide>
      <p className="alt">
        {t('auth.registeredAlready')}{' '}
        <Link className="link" href="/login">
          {t('auth.signIn')}
        </Link>
      </p>
    </Form>
  )
}
