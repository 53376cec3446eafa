'use client'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { api } from '@/lib/queries/fetcher'
import { AccountFields } from './account-fields'
import { OtherWay } from './other-way'
import { safeNext } from './safe-next'
import { SubmitWide } from './submit-wide'
import { useNewUserForm } from './use-new-user-form'

/** The answer starts the session; a full load then shows the portal. */
export function RegisterForm() {
  const t = useTranslations('auth')
  const query = useSearchParams()
  const { registration } = useSite()
  const form = useNewUserForm(query.get('ref') ?? query.get('referral_code') ?? query.get('code') ?? '')
  return (
    <Form
      form={form}
      rename={{ referral_code: 'referralCode' }}
      onSubmit={async ({ username, password, email, referralCode }) => {
        const body = {
          username: username.trim(),
          password,
          email: email.trim() || undefined,
          referral_code: referralCode.trim() || undefined,
        }
        await api('/api/auth/register', { body })
        window.location.assign(safeNext(query.get('next')))
      }}
    >
      <AccountFields />
      <Field name="referralCode" label={t('invitation')} optional={registration !== 'invite'}>
        {(control) => <Input {...control} className="font-mono" autoComplete="off" spellCheck={false} />}
      </Field>
      <SubmitWide>{t('register')}</SubmitWide>
      <OtherWay words={t('registeredAlready')} href="/login">
        {t('signIn')}
      </OtherWay>
    </Form>
  )
}
