'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
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
    expiresAt: z.string(),
  })
  const form = useZodForm(schema, { account: 'grant', amount: '', reason: '', expiresAt: '' })
  const keyFor = useKeys()
  const ends = form.watch('account') === 'grant' && !form.watch('amount').trim().startsWith('-')
  return (
    <Form
      form={form}
      onSubmit={async ({ account, amount, reason, expiresAt: day }) => {
        const signed = amount.startsWith('-') ? amount : `+${amount.replace(/^\+/, '')}`
        const unit = account === 'points' ? '' : `${currencySymbol(currency)}\u00a0`
        const ok = await confirm({
          title: t('adjustTitle', { name: user.username }),
          consequences: [
            `${t(`accounts.${account}`)} ${signed[0]}${unit}${signed.slice(1)}`,
            ...(ends && day ? [t('endsOn', { day })] : []),
            reason,
          ],
          action: t('adjustNow'),
        })
        if (!ok) return
        const body = { account, amount: amount.replace(/^\+/, ''), reason, expiresAt: ends ? endOf(day) : null }
        await usersApi.adjustBalance(user.id, { ...body, idempotencyKey: keyFor(body) })
        keyFor(null)
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
      {ends && (
        <Field name="expiresAt" label={t('ends')} hint={t('endsHint')} optional>
          {(control) => <Input {...control} type="date" />}
        </Field>
      )}
      <Field name="reason" label={t('reason')} hint={t('reasonHint')}>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
      <FormFooter submit={t('adjustNow')} />
    </Form>
  )
}

/** At the end of that day. */
const endOf = (day: string) => (day === '' ? null : new Date(`${day}T23:59:59`).toISOString())

/** The key of an adjustment stays while it is sent again, so that a lost answer does not make it happen twice. Null: it is done. */
function useKeys() {
  const made = useRef<{ body: string; key: string }>(undefined)
  return (body: object | null) => {
    const text = JSON.stringify(body)
    if (made.current?.body !== text) made.current = { body: text, key: newKey() }
    return made.current.key
  }
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
