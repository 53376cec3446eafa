'use client'
import { useLocale } from 'next-intl'
import { currencySymbol, formatAmount, formatFixed, formatMoney } from './format-money'
import { useSite } from './site-context'

interface Props {
  value: number | string | null | undefined
  /** without the symbol, when the unit stands in the table's head */
  bare?: boolean
  minPlaces?: number
  /** a fixed number of places, for columns of bare figures; a phone's card has no head, so the symbol is shown there */
  places?: number
}

/** An amount with its exact value as the title; `–` when there is none. */
export function Money({ value, bare, minPlaces, places }: Props) {
  const locale = useLocale()
  const { currency } = useSite()
  if (value === null || value === undefined) return <>–</>
  return (
    <data value={String(value)} title={`${currencySymbol(currency)}\u00a0${value}`}>
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

/** The card of a phone has no head that names the unit, so there the symbol stands between sign and digits. */
const Figure = ({ text, symbol }: { text: string; symbol: string }) => (
  <>
    {text.startsWith('-') && '-'}
    <span className="phone:in-data-[slot=data-table]:before:content-[attr(data-symbol)_'\a0']" data-symbol={symbol}>
      {text.replace(/^-/, '')}
    </span>
  </>
)
