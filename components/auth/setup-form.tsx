'use client'
import { useTranslations } from 'next-intl'
import { Form } from '@/components/form/form'
import { api } from '@/lib/queries/fetcher'
import { AccountFields } from './account-fields'
import { SubmitWide } from './submit-wide'
import { useNewUserForm } from './use-new-user-form'

export function SetupForm({ token }: { token: string }) {
  const t = useTranslations('auth')
  const form = useNewUserForm()
  return (
    <Form
      form={form}
      onSubmit={async ({ username, password, email }) => {
        await api('/api/setup', { body: { token, username: username.trim(), password, email: email.trim() || undefined } })
        window.location.assign('/admin')
      }}
    >
      <AccountFields />
      <SubmitWide>{t('setupSubmit')}</SubmitWide>
    </Form>
  )
}
