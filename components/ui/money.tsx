'use client'
import { useLocale } from 'next-intl'
import { useSite } from '@/components/layout/site-context'
import { currencySymbol, formatAmount, formatFixed, formatMoney } from './format-money'

interface Props {
  value: number | string | null | undefined
  /** without the symbol, when the unit stands in the table's head */
  bare?: boolean
  minPlaces?: number
  /** exactly so many, for columns of bare figures; the card of a phone has no head, so that there the symbol comes along */
  places?: number
  className?: string
}

/** Money as people read it, with the exact value as its title; `–` when there is none. */
export function Money({ value, bare, minPlaces, places, className }: Props) {
  const locale = useLocale()
  const { currency } = useSite()
  if (value === null || value === undefined) return <>–</>
  return (
    <data className={className} value={String(value)} title={`${currencySymbol(currency)}\u00a0${value}`}>
      {places !== undefined ? (
        <Figure text={formatFixed(Number(value), locale, places)} symbol={currencySymbol(currency)} />
      ) : bare ? (
        formatAmount(Number(value), locale, minPlaces)
      ) : (
        formatMoney(value, currency, locale, minPlaces)
      )}
    </data>
  )
}

/** The symbol is the style sheet's, between sign and digits. */
const Figure = ({ text, symbol }: { text: string; symbol: string }) => (
  <>
    {text.startsWith('-') && '-'}
    <span className="figure" data-symbol={symbol}>
      {text.replace(/^-/, '')}
    </span>
  </>
)
