import { type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'

export const auditRooms = [
  'user',
  'wallet',
  'recharge',
  'withdrawal',
  'referral',
  'codes',
  'application',
  'announcement',
  'ticket',
  'key',
  'upstream',
  'model',
  'group',
  'catalog',
  'settings',
  'outbox',
  'job',
  'audit',
] as const
export const auditSpans = ['day', 'week', 'month'] as const
const hours = { day: 24, week: 168, month: 720 }

const asDay = parseAsString.withDefault('')
/** The beginning of a day of this browser, or of the one after it. */
function dayStart(day: string, later = 0): string | null {
  const start = new Date(`${day}T00:00:00`)
  if (Number.isNaN(start.getTime())) return null
  start.setDate(start.getDate() + later)
  return start.toISOString()
}

/** What the address of the list may say. */
export const auditFilters = {
  actor: asSearch,
  subject: asSearch,
  room: parseAsStringLiteral(auditRooms),
  span: parseAsStringLiteral(auditSpans),
  /** Days, which count before the span. */
  from: asDay,
  to: asDay,
}

/** The time is rounded to the minute, so that rendering the page again repeats the same query. */
const since = (span: keyof typeof hours, now: number) => new Date(Math.floor(now / 60_000) * 60_000 - hours[span] * 3_600_000).toISOString()

/** What is asked for when the address says this. */
export const auditAsked = ({ actor, subject, room, span, from, to }: inferParserType<typeof auditFilters>, now: number) => ({
  action: room && `${room}.`,
  subject: subject.trim() || null,
  actor: actor.trim() || null,
  from: dayStart(from) ?? (span && since(span, now)),
  to: dayStart(to, 1),
})
