'use client'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { PasswordInput } from '@/components/form/password-input'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { StrengthMeter } from './strength-meter'

/** The fields that every new user fills in, at registration and at setup. */
export function AccountFields() {
  const t = useTranslations()
  const { passwordMinLength } = useSite()
  const password: string = useWatch({ name: 'password' })
  return (
    <>
      <Field name="username" label={t('auth.username')} hint={t('auth.usernameHint')}>
        {(control) => <Input {...control} autoComplete="username" autoCapitalize="none" spellCheck={false} />}
      </Field>
      <Field name="password" label={t('common.password')} hint={<StrengthMeter password={password} minLength={passwordMinLength} />}>
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </Field>
      <Field name="again" label={t('auth.again')}>
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </Field>
      <Field name="email" label={t('auth.email')} optional hint={t('auth.emailHint')}>
        {(control) => <Input {...control} type="email" autoComplete="email" />}
      </Field>
    </>
  )
}
