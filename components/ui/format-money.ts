const symbols: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: '¥', HKD: 'HK$' }

export const currencySymbol = (currency: string) => symbols[currency] ?? currency

// Making a formatter takes a hundred times as long as using it, and a list shows hundreds of amounts.
const made = new Map<string, Intl.NumberFormat>()

function figure(value: number, locale: string, least: number, most: number): string {
  const name = `${locale} ${least} ${most}`
  const known = made.get(name) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most })
  made.set(name, known)
  return known.format(value)
}

/** Two places from 1 upwards; below 1 as many as the figure needs: 0.0349, 0.000144. Zero is 0. */
export function formatAmount(value: number, locale: string, minPlaces?: number): string {
  const size = Math.abs(value)
  if (size === 0 && minPlaces === undefined) return '0'
  if (size >= 1 || size === 0) return figure(value, locale, minPlaces ?? 2, Math.max(2, minPlaces ?? 2))
  const places = size >= 0.01 ? 4 : Math.min(9, 2 - Math.floor(Math.log10(size)))
  return figure(value, locale, Math.min(minPlaces ?? 2, places), places)
}

/** For a column: every row has the same number of places, so that the points align. Smaller amounts are shown as `<0.0001`. */
export function formatFixed(value: number, locale: string, places: number): string {
  const least = 10 ** -places
  if (value === 0) return '0'
  const shown = Math.abs(value) < least / 2 ? Math.sign(value) * least : value
  const text = figure(shown, locale, places, places)
  return shown === value ? text : text.replace(/^(-?)/, '$1<')
}

/** `¥ 128.46`, joined by a no-break space. */
export const formatMoney = (value: number | string, currency: string, locale: string, minPlaces?: number) =>
  `${currencySymbol(currency)}\u00a0${formatAmount(Number(value), locale, minPlaces)}`
