'use client'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { rateNames, spendNames } from '@/components/shared/limits/limit-names'
import { formatMoney } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import type { ShownKey } from '@/lib/keys/schema'

/** The limits that are set on a key, besides what it may spend in all: a label and a value for each. */
export function useKeyLimits(): (key: ShownKey) => { label: string; value: string }[] {
  const t = useTranslations('limits')
  const format = useFormatter()
  const locale = useLocale()
  const { currency } = useSite()
  return (key) => [
    ...spendNames.flatMap((name) => {
      const amount = name === 'spendLimit' ? null : key[name]
      return amount === null ? [] : [{ label: t(name), value: formatMoney(amount, currency, locale, 2) }]
    }),
    ...rateNames.flatMap((name) => {
      const most = key.rateLimit[name]
      return most === null ? [] : [{ label: t(name), value: format.number(most) }]
    }),
  ]
}
