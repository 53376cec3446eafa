import { type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'

export const auditRooms = [
  'user',
  'wallet',
  'codes',
  'announcement',
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

/** What the address of the list may say. */
export const auditFilters = { subject: asSearch, room: parseAsStringLiteral(auditRooms), span: parseAsStringLiteral(auditSpans) }

/** The time is rounded to the minute, so that rendering the page again repeats the same query. */
const since = (span: keyof typeof hours, now: number) => new Date(Math.floor(now / 60_000) * 60_000 - hours[span] * 3_600_000).toISOString()

/** What is asked for when the address says this. */
export const auditAsked = ({ subject, room, span }: inferParserType<typeof auditFilters>, now: number) => ({
  action: room && `${room}.`,
  subject: subject.trim() || null,
  from: span && since(span, now),
})
