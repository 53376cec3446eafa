'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { useConfirm } from '@/components/ui/confirm'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import { walletAccounts } from '@/lib/ledger/names'
import { refreshUsers, usersApi } from '@/lib/queries/admin-users'
import type { UserLine } from '@/lib/users/schema'

/** Gives or takes money. The amount is repeated in words before anything moves. */
export function AdjustForm({ user }: { user: UserLine }) {
  const t = useTranslations('adminUsers')
  const client = useQueryClient()
  const confirm = useConfirm()
  const { currency } = useSite()
  const schema = z.object({
    account: z.enum(walletAccounts),
    amount: z
      .string()
      .trim()
      .regex(/^[+-]?\d{1,9}(\.\d{1,9})?$/, t('amountFormat')),
    reason: z.string().trim().min(1).max(500),
  })
  const form = useZodForm(schema, { account: 'grant', amount: '', reason: '' })
  return (
    <Form
      form={form}
      onSubmit={async ({ account, amount, reason }) => {
        const signed = amount.startsWith('-') ? amount : `+${amount.replace(/^\+/, '')}`
        const unit = account === 'points' ? '' : `${currencySymbol(currency)}\u00a0`
        const ok = await confirm({
          title: t('adjustTitle', { name: user.username }),
          consequences: [`${t(`accounts.${account}`)} ${signed[0]}${unit}${signed.slice(1)}`, reason],
          action: t('adjustNow'),
        })
        if (!ok) return
        await usersApi.adjustBalance(user.id, { account, amount: amount.replace(/^\+/, ''), reason })
        await refreshUsers(client)
        form.reset()
        notify.done(t('adjusted'))
      }}
    >
      <Field name="account" label={t('account')}>
        {({ id, value, onChange }) => (
          <Segmented
            id={id}
            look="field"
            aria-label={t('account')}
            options={walletAccounts.map((one) => ({ value: one, label: t(`accounts.${one}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      <Field name="amount" label={t('amount')} hint={t('amountHint')}>
        {(control) => <Input {...control} inputMode="decimal" autoComplete="off" placeholder="10.00" />}
      </Field>
      <Field name="reason" label={t('reason')} hint={t('reasonHint')}>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
      <FormFooter submit={t('adjustNow')} />
    </Form>
  )
}
