import type { SeriesBucket } from '@/lib/usage/names'

// Making a formatter takes a hundred times as long as using it, and a list shows hundreds of moments.
const made = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone} ${Object.keys(options)}`
  const known = made.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options })
  made.set(name, known)
  return known
}

/** 2026-11-22 20:07:41: the same in every language, in the zone that the page shows. */
const moment = (date: Date, timeZone: string | undefined): string =>
  formatter('sv-SE', timeZone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(date)

/** 2026-11-22 */
export const isoDay = (date: Date, timeZone: string | undefined): string => moment(date, timeZone).slice(0, 10)

/** 20:07:41, or 20:07 without seconds. */
export const clock = (date: Date, timeZone: string | undefined, seconds = true): string =>
  moment(date, timeZone).slice(11, seconds ? undefined : 16)

/** 2026-11-22 20:07 */
export const minuteOf = (date: Date, timeZone: string | undefined): string => moment(date, timeZone).slice(0, 16)

/** The name of a chart's bar: 11-22, or 20:00 within a day. */
export function bucketName(at: string, { bucket, timeZone }: { bucket: SeriesBucket; timeZone: string }): string {
  return bucket === 'day' ? isoDay(new Date(at), timeZone).slice(5) : clock(new Date(at), timeZone, false)
}

/** 2026-11-22 20:07:41 GMT+8 */
export function exactTime(date: Date, timeZone: string | undefined, locale: string): string {
  const zone = formatter(locale, timeZone, { timeZoneName: 'short' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName')
  return `${moment(date, timeZone)} ${zone?.value ?? ''}`.trim()
}
