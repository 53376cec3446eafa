'use client'
import { useLocale, useTimeZone, useTranslations } from 'next-intl'
import { formatMoney } from '@/components/ui/format-money'
import { minuteOf } from '@/components/ui/format-time'
import { useSite } from '@/components/ui/site-context'
import type { ShownKey } from '@/lib/keys/schema'
import { useKeyLimits } from '../use-key-limits'

/** A key's rules in one line: ¥ 10.00 · Requests/min 60 · until 12-22 · 3 models · 2 IPs */
export function KeyFacts({ apiKey }: { apiKey: ShownKey }) {
  const t = useTranslations('keys')
  const limits = useKeyLimits()
  const locale = useLocale()
  const zone = useTimeZone()
  const { currency } = useSite()
  const parts = [
    apiKey.spendLimit === null ? t('noLimit') : formatMoney(apiKey.spendLimit, currency, locale, 2),
    ...limits(apiKey).map(({ label, value }) => `${label} ${value}`),
    apiKey.expiresAt === null
      ? t('neverExpires')
      : t('expiresAt', {
          time: minuteOf(new Date(apiKey.expiresAt), zone),
        }),
    apiKey.models === null ? t('allModels') : t('modelCount', { count: apiKey.models.length }),
    apiKey.allowedIps.length > 0 ? t('ipCount', { count: apiKey.allowedIps.length }) : undefined,
  ]
  return <>{parts.filter(Boolean).join(' · ')}</>
}
