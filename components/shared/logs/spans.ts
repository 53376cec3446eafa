export const spans = ['hour', 'day', 'week', 'month'] as const
export type Span = (typeof spans)[number]
const hours: Record<Span, number> = { hour: 1, day: 24, week: 168, month: 720 }
const minute = 60_000

/** The beginning of a span that ends now, rounded to the minute so that rendering again repeats the same query. */
export const spanFrom = (span: Span, now: number): string =>
  new Date(Math.floor(now / minute) * minute - hours[span] * 3_600_000).toISOString()
