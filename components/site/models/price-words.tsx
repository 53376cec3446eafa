'use client'
import { useLocale, useTranslations } from 'next-intl'
import { currencySymbol, formatAmount } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import { TableNote } from '@/components/ui/table'
import type { ModelCard } from '@/lib/catalog/schema'
import { unitTable } from '@/lib/units'
import { hasOutput, otherUnit, priceAt, type Scale } from './price-lines'

interface Props {
  model: ModelCard
  of: 'input' | 'output'
  scale: Scale
  /** with currency and unit where no head says them */
  whole?: boolean
}

/** What input or output of a model costs; a model that is charged by another unit says that price instead of the one of input. */
export function PriceWords({ model, of, scale, whole }: Props) {
  const t = useTranslations('models')
  const locale = useLocale()
  const symbol = currencySymbol(useSite().currency)
  const unit = otherUnit(model.price)
  if (of === 'output' && !hasOutput(model)) return <>–</>
  const shown = unit ?? (of === 'input' ? 'inputTokens' : 'outputTokens')
  const value = priceAt(model.price[unitTable[shown].price], shown, scale)
  if (value === 0) return <>{t('free')}</>
  const per = whole || unit !== undefined ? `/ ${t('per', { unit: shown, scale })}` : ''
  return (
    <data value={value} title={`${symbol}\u00a0${value}`} className="whitespace-nowrap">
      {whole && `${symbol}\u00a0`}
      {formatAmount(value, locale, 2)}
      {per && (whole ? <span className="text-ink-2"> {per}</span> : <TableNote>{per}</TableNote>)}
    </data>
  )
}
