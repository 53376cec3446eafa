'use client'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { PasswordInput } from '@/components/form/password-input'
import { Input } from '@/components/ui/input'
import { TextLink } from '@/components/ui/text-link'
import { OtherWay } from './other-way'
import { safeNext } from './safe-next'
import { SsoButtons } from './sso-buttons'
import { SubmitWide } from './submit-wide'
import { useCheckedForm } from './use-checked-form'

interface Credentials {
  username: string
  password: string
}

/** Starts the browser's session. Returns the code of the refusal, if any. */
async function signInWithPassword({ username, password }: Credentials): Promise<{ ok: true } | { ok: false; code: string }> {
  const answer = await import('next-auth/react')
    .then(({ signIn }) => signIn('credentials', { username, password, redirect: false }))
    .catch(() => undefined)
  if (answer?.ok && !answer.error) return { ok: true }
  if (!answer) return { ok: false, code: 'network' }
  return { ok: false, code: answer.error === 'CredentialsSignin' || !answer.error ? 'wrong_credentials' : answer.error }
}

export function LoginForm() {
  const t = useTranslations()
  const query = useSearchParams()
  const next = safeNext(query.get('next') ?? query.get('callbackUrl'))
  const required = t('common.validation.required')
  const form = useCheckedForm<Credentials>({ username: '', password: '' }, ({ username, password }) => ({
    username: username.trim() ? undefined : required,
    password: password ? undefined : required,
  }))
  const submit = async ({ username, password }: Credentials) => {
    const answer = await signInWithPassword({ username: username.trim(), password })
    // A full page load, so that nothing that was rendered for a visitor stays.
    if (answer.ok) return void window.location.assign(next)
    form.setError('root', { message: t.has(`errors.${answer.code}`) ? t(`errors.${answer.code}`) : t('errors.wrong_credentials') })
    form.setFocus('password')
  }
  return (
    <>
      <SsoButtons next={next} />
      <Form form={form} onSubmit={submit}>
        <Field name="username" label={t('auth.usernameOrEmail')}>
          {(control) => <Input {...control} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />}
        </Field>
        <Field name="password" label={t('common.password')}>
          {(control) => <PasswordInput {...control} autoComplete="current-password" />}
        </Field>
        <p className="-mt-1 text-right text-[13px]">
          <TextLink href="/reset">{t('auth.forgot')}</TextLink>
        </p>
        <SubmitWide>{t('auth.signIn')}</SubmitWide>
        <OtherWay words={t('auth.firstTime')} href={`/register${query.size ? `?${query}` : ''}`}>
          {t('auth.register')}
        </OtherWay>
      </Form>
    </>
  )
}
