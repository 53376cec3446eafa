'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DialogForm } from '@/components/form/dialog-form'
import { useZodForm } from '@/components/form/use-zod-form'
import { formatMoney } from '@/components/ui/format-money'
import { Note } from '@/components/ui/note'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import type { WithdrawOptions } from '@/lib/ledger/request-schema'
import { newKey } from '@/lib/queries/fetcher'
import { requestsApi, withdrawOptionsQuery } from '@/lib/queries/requests'
import { refreshWallet } from '@/lib/queries/wallet'
import { WithdrawFields } from './withdraw-fields'
import { accountIn, twoPlaces, withdrawSchema } from './withdraw-schema'

interface Props {
  onClose(): void
  onAsked(): void
}

export function WithdrawDialog(props: Props) {
  const { data } = useQuery(withdrawOptionsQuery)
  return data ? <WithdrawForm {...props} options={data} /> : null
}

function WithdrawForm({ options, onClose, onAsked }: Props & { options: WithdrawOptions }) {
  const t = useTranslations('requests')
  const client = useQueryClient()
  const { currency } = useSite()
  const [key, setKey] = useState(newKey)
  const { minimum, withdrawable, methods } = options
  const shown = (amount: number) => formatMoney(amount, currency, 'en', 2)
  const words = {
    format: t('amountFormat'),
    least: t('atLeast', { amount: shown(minimum) }),
    most: t('atMost', { amount: shown(withdrawable) }),
    needed: t('needed'),
    card: t('withdrawal.cardFormat'),
    address: t('withdrawal.addressFormat'),
  }
  const form = useZodForm(withdrawSchema(options, words), {
    amount: '',
    method: methods[0] ?? 'bank',
    holder: '',
    bank: '',
    card: '',
    address: '',
  })
  const method = form.watch('method')
  const closed =
    methods.length === 0
      ? t('withdrawal.none')
      : withdrawable < minimum
        ? t('withdrawal.tooLittle', { least: shown(minimum), most: shown(withdrawable) })
        : undefined
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={t('withdrawal.ask')}
      description={t('withdrawal.what')}
      submit={t('submit')}
      rename={{ account: method === 'usdt' ? 'address' : 'card' }}
      onSubmit={async ({ amount, method: by, ...fields }) => {
        try {
          await requestsApi.withdraw({ amount, method: by, account: accountIn(by, fields) }, key)
        } catch (error) {
          if ((error as { status?: number }).status) setKey(newKey())
          throw error
        }
        await refreshWallet(client)
        notify.done(t('submittedNow'))
        onAsked()
      }}
    >
      {closed === undefined ? (
        <WithdrawFields
          options={options}
          method={method}
          onAll={() => form.setValue('amount', twoPlaces(withdrawable), { shouldDirty: true })}
        />
      ) : (
        <Note tone="warn">{closed}</Note>
      )}
    </DialogForm>
  )
}
