'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { Button } from '@/components/ui/button'
import { currencySymbol, formatMoney } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { Switch } from '@/components/ui/switch'
import type { KeyForm } from './key-form-schema'
import { grouped, moneyOf, quotaUnitsOf } from './quota-units'

const quick = ['1', '10', '50', '100'] as const

/** The spend limit in money and in quota units; either side may be typed. */
export function AmountField({ balance }: { balance: number | undefined }) {
  const t = useTranslations('keys')
  const { currency, quotaUnits } = useSite()
  const { control, setValue } = useFormContext<KeyForm>()
  const unlimited = useWatch({ control, name: 'unlimited' })
  const toggle = (on: boolean) => setValue('unlimited', on, { shouldDirty: true, shouldValidate: true })
  return (
    <Field
      name="spendLimit"
      label={t('limit')}
      aside={
        <Switch checked={unlimited} onCheckedChange={toggle}>
          {t('unlimited')}
        </Switch>
      }
      hint={unlimited ? t('unlimitedHint') : <Quick balance={balance} />}
    >
      {({ value, onChange, ...rest }) =>
        unlimited ? (
          <Input {...rest} value={t('noLimit')} readOnly disabled />
        ) : (
          <div className="grid grid-cols-[minmax(0,1fr)_20px_minmax(0,1.25fr)] items-center gap-1">
            <Input {...rest} before={currencySymbol(currency)} inputMode="decimal" value={value} onChange={onChange} />
            <span className="text-center text-ink-2" aria-hidden>
              =
            </span>
            <Units money={value} onMoney={onChange} unitsPerMoney={quotaUnits} />
          </div>
        )
      }
    </Field>
  )
}

/** Usual amounts to choose, and what a unit of money is in quota units. */
function Quick({ balance }: { balance: number | undefined }) {
  const t = useTranslations('keys')
  const locale = useLocale()
  const { currency, quotaUnits } = useSite()
  const { setValue } = useFormContext<KeyForm>()
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {quick.map((amount) => (
        <Button key={amount} size="s" onClick={() => setValue('spendLimit', `${amount}.00`, { shouldDirty: true, shouldValidate: true })}>
          {currencySymbol(currency)}&nbsp;{amount}
        </Button>
      ))}
      <span className="ml-auto">
        {t('unitsEqual', { units: grouped(String(quotaUnits)), money: formatMoney(1, currency, locale) })}
        {balance !== undefined && ` · ${t('balanceIs', { money: formatMoney(balance, currency, locale, 2) })}`}
      </span>
    </span>
  )
}

function Units({ money, onMoney, unitsPerMoney }: { money: string; onMoney: (money: string) => void; unitsPerMoney: number }) {
  const t = useTranslations('keys')
  // While this side is being typed it keeps the typed text; otherwise it follows the money.
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? grouped(quotaUnitsOf(money, unitsPerMoney) ?? '')
  return (
    <Input
      after={t('units')}
      aria-label={t('limitInUnits')}
      inputMode="numeric"
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value)
        onMoney(moneyOf(event.target.value, unitsPerMoney) ?? '')
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}
