import type { SeriesBucket } from '@/lib/usage/names'

/** 2026-11-22: the same in every language, in the zone that the page shows. */
export const isoDay = (date: Date, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(date)

/** 20:07:41, or 20:07 without seconds. */
export const clock = (date: Date, timeZone: string | undefined, seconds = true): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit', second: seconds ? '2-digit' : undefined }).format(date)

/** 2026-11-22 20:07 */
export const minuteOf = (date: Date, timeZone: string | undefined): string => `${isoDay(date, timeZone)} ${clock(date, timeZone, false)}`

/** The name of a chart's bar: 11-22, or 20:00 within a day. */
export function bucketName(at: string, { bucket, timeZone }: { bucket: SeriesBucket; timeZone: string }): string {
  return bucket === 'day' ? isoDay(new Date(at), timeZone).slice(5) : clock(new Date(at), timeZone, false)
}

/** 2026-11-22 20:07:41 GMT+8 */
export function exactTime(date: Date, timeZone: string | undefined, locale: string): string {
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName')
  return `${isoDay(date, timeZone)} ${clock(date, timeZone)} ${zone?.value ?? ''}`.trim()
}
