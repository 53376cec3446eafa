'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { Input } from '@/components/ui/input'
import { Note } from '@/components/ui/note'
import { api } from '@/lib/queries/fetcher'
import { OtherWay } from './other-way'
import { SubmitWide } from './submit-wide'
import { useCheckedForm } from './use-checked-form'

/** Asks for a link to set a new password. The answer is the same whoever is named. */
export function ForgotForm() {
  const t = useTranslations()
  const [sent, setSent] = useState(false)
  const form = useCheckedForm<{ name: string }>({ name: '' }, ({ name }) => ({
    name: name.trim() ? undefined : t('common.validation.required'),
  }))
  const back = (
    <OtherWay words={t('auth.remembered')} href="/login">
      {t('auth.signIn')}
    </OtherWay>
  )
  if (sent)
    return (
      <div role="status" className="grid gap-3">
        <Note>{t('auth.forgotSent')}</Note>
        {back}
      </div>
    )
  return (
    <Form
      form={form}
      onSubmit={async ({ name }) => {
        await api('/api/auth/forgot', { body: { name: name.trim() } })
        setSent(true)
      }}
    >
      <Field name="name" label={t('auth.usernameOrEmail')}>
        {(control) => <Input {...control} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />}
      </Field>
      <SubmitWide>{t('auth.forgotSubmit')}</SubmitWide>
      {back}
    </Form>
  )
}
