'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { currencySymbol, formatMoney } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { Note } from '@/components/ui/note'
import { Select } from '@/components/ui/select'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import { type PayMethodName, payMethodNames } from '@/lib/ledger/names'
import type { RechargeOptions } from '@/lib/ledger/request-schema'
import { newKey } from '@/lib/queries/fetcher'
import { rechargeOptionsQuery, requestsApi } from '@/lib/queries/requests'
import { refreshWallet } from '@/lib/queries/wallet'
import { amountOf } from './amount-of'

interface Props {
  onClose(): void
  onAsked(): void
}

export function RechargeDialog(props: Props) {
  const { data } = useQuery(rechargeOptionsQuery)
  return data ? <RechargeForm {...props} options={data} /> : null
}

/** Whoever confirms the payment decides what follows: an operator's queue, or the provider's page. */
function RechargeForm({ options, onClose, onAsked }: Props & { options: RechargeOptions }) {
  const t = useTranslations('requests')
  const client = useQueryClient()
  const { currency } = useSite()
  const [key, setKey] = useState(newKey)
  const schema = z.object({
    amount: amountOf(options.minimum, undefined, {
      format: t('amountFormat'),
      least: t('atLeast', { amount: formatMoney(options.minimum, currency, 'en', 2) }),
    }),
    method: z.enum(payMethodNames),
    note: z.string().trim().max(500),
  })
  const form = useZodForm(schema, { amount: '', method: options.methods[0]?.name ?? 'manual', note: '' })
  const chosen: PayMethodName = form.watch('method')
  const instant = options.methods.some(({ name, instant: at }) => name === chosen && at)
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={t('recharge.ask')}
      description={t('recharge.what')}
      submit={t(instant ? 'pay' : 'submit')}
      onSubmit={async ({ amount, method, note }) => {
        try {
          const { payUrl } = await requestsApi.recharge({ amount, method, note: note || undefined }, key)
          if (payUrl !== null) return window.location.assign(payUrl)
        } catch (error) {
          // An answered request is over: the next one may differ. One that was lost is sent again under its key.
          if ((error as { status?: number }).status) setKey(newKey())
          throw error
        }
        await refreshWallet(client)
        notify.done(t('submittedNow'))
        onAsked()
      }}
    >
      {options.methods.length === 0 ? (
        <Note tone="warn">{t('recharge.none')}</Note>
      ) : (
        <RechargeFields options={options} instant={instant} />
      )}
    </DialogForm>
  )
}

function RechargeFields({ options: { methods, instructions }, instant }: { options: RechargeOptions; instant: boolean }) {
  const t = useTranslations('requests')
  const symbol = currencySymbol(useSite().currency)
  return (
    <>
      {instructions !== '' && !instant && (
        <Note>
          <p className="wrap-anywhere whitespace-pre-line">{instructions}</p>
        </Note>
      )}
      <Field name="amount" label={t('amount')}>
        {(control) => <Input {...control} before={symbol} inputMode="decimal" autoComplete="off" placeholder="100.00" />}
      </Field>
      <Field name="method" label={t('method')} hint={t(instant ? 'recharge.instant' : 'recharge.byHand')}>
        {({ value, onChange, ...control }) => (
          <Select
            {...control}
            options={methods.map(({ name }) => ({ value: name, label: t(`methods.${name}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      {!instant && (
        <Field name="note" label={t('note')} hint={t('recharge.noteHint')} optional>
          {(control) => <Input {...control} autoComplete="off" />}
        </Field>
      )}
    </>
  )
}
