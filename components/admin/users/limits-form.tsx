'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { rateMembers, ratesOf, ratesSent, spendMembers, spendOf, spendSent } from '@/components/limits/limit-draft'
import { RateFields } from '@/components/limits/rate-fields'
import { SpendFields } from '@/components/limits/spend-fields'
import { notify } from '@/components/ui/toast'
import { refreshUsers, usersApi } from '@/lib/queries/admin-users'
import type { UserLine } from '@/lib/users/schema'

const draftOf = (user: UserLine) => ({ ...ratesOf(user.rateLimit), ...spendOf(user) })

/** The limits set on one user, each of which replaces the group's. */
export function LimitsForm({ user }: { user: UserLine }) {
  const t = useTranslations('limits')
  const client = useQueryClient()
  const words = { whole: t('wholeFormat'), amount: t('amountFormat') }
  const form = useZodForm(z.object({ ...rateMembers(words), ...spendMembers(words) }), draftOf(user))
  return (
    <Form
      form={form}
      onSubmit={async (draft) => {
        const saved = await usersApi.change(user.id, { rateLimit: ratesSent(draft), ...spendSent(draft) })
        form.reset(draftOf(saved))
        await refreshUsers(client)
        notify.done(t('saved'))
      }}
    >
      <p className="hint">{t('ofUser')}</p>
      <RateFields none={t('asGroup')} />
      <SpendFields none={t('asGroup')} />
      <FormFooter submit={t('save')} needsChange />
    </Form>
  )
}
