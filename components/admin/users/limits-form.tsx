'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { rateMembers, ratesOf, ratesSent, spendMembers, spendOf, spendSent } from '@/components/shared/limits/limit-draft'
import { RateFields } from '@/components/shared/limits/rate-fields'
import { SpendFields } from '@/components/shared/limits/spend-fields'
import { Hint } from '@/components/ui/hint'
import { MultiSelect } from '@/components/ui/multi-select'
import { notify } from '@/components/ui/toast'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { refreshUsers, usersApi } from '@/lib/queries/admin-users'
import type { UserLine } from '@/lib/users/schema'

const draftOf = (user: UserLine) => ({ ...ratesOf(user.rateLimit), ...spendOf(user), models: user.models ?? [] })

/** The limits set on one user, each of which replaces the group's, and the models that are left to the user. */
export function LimitsForm({ user }: { user: UserLine }) {
  const t = useTranslations('limits')
  const client = useQueryClient()
  const models = useQuery(adminModelsQuery).data?.models ?? []
  const words = { whole: t('wholeFormat'), amount: t('amountFormat') }
  const form = useZodForm(z.object({ ...rateMembers(words), ...spendMembers(words), models: z.array(z.string()).max(500) }), draftOf(user))
  return (
    <Form
      form={form}
      onSubmit={async (draft) => {
        const only = draft.models.length > 0 ? draft.models : null
        const saved = await usersApi.change(user.id, { rateLimit: ratesSent(draft), ...spendSent(draft), models: only })
        form.reset(draftOf(saved))
        await refreshUsers(client)
        notify.done(t('saved'))
      }}
    >
      <Hint>{t('ofUser')}</Hint>
      <RateFields none={t('asGroup')} />
      <SpendFields none={t('asGroup')} />
      <Field name="models" label={t('models')} hint={t('modelsHint')} optional>
        {({ value, onChange, onBlur: _, name: __, ...rest }) => (
          <MultiSelect
            {...rest}
            aria-label={t('models')}
            options={models.map(({ id }) => id)}
            value={value}
            onValueChange={onChange}
            placeholder={t('everyModel')}
          />
        )}
      </Field>
      <FormFooter submit={t('save')} needsChange />
    </Form>
  )
}
