'use client'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Button } from '@/components/ui/button'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { Select } from '@/components/ui/select'
import { useSite } from '@/components/ui/site-context'
import type { WithdrawOptions } from '@/lib/ledger/request-schema'
import type { WithdrawMethod } from '@/lib/settings/names'

interface Props {
  options: WithdrawOptions
  method: WithdrawMethod
  onAll(): void
}

export function WithdrawFields({ options: { methods, withdrawable }, method, onAll }: Props) {
  const t = useTranslations('requests')
  const symbol = currencySymbol(useSite().currency)
  const hint = t.rich('withdrawal.there', { amount: () => <Money value={withdrawable} minPlaces={2} /> })
  return (
    <>
      <Field name="amount" label={t('amount')} hint={hint} aside={<AllButton onAll={onAll} />}>
        {(control) => <Input {...control} before={symbol} inputMode="decimal" autoComplete="off" placeholder="100.00" />}
      </Field>
      <Field name="method" label={t('method')}>
        {({ value, onChange, ...control }) => (
          <Select
            {...control}
            options={methods.map((name) => ({ value: name, label: t(`methods.${name}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      {method === 'usdt' ? (
        <Field name="address" label={t('withdrawal.address')} hint={t('withdrawal.addressHint')}>
          {(control) => <Input {...control} className="font-mono" autoComplete="off" spellCheck={false} />}
        </Field>
      ) : (
        <>
          <Field name="holder" label={t('withdrawal.holder')}>
            {(control) => <Input {...control} autoComplete="name" />}
          </Field>
          <Field name="bank" label={t('withdrawal.bank')} hint={t('withdrawal.bankHint')}>
            {(control) => <Input {...control} autoComplete="off" />}
          </Field>
          <Field name="card" label={t('withdrawal.card')}>
            {(control) => <Input {...control} className="font-mono" inputMode="numeric" autoComplete="off" />}
          </Field>
        </>
      )}
    </>
  )
}

function AllButton({ onAll }: Pick<Props, 'onAll'>) {
  const t = useTranslations('requests')
  return (
    <Button size="xs" variant="ghost" onClick={onAll}>
      {t('withdrawal.all')}
    </Button>
  )
}
