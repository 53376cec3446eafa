import * as z from 'zod'
import { choiceReasons } from '@/lib/ledger/names'
import { time } from '@/lib/time'
import { type UnitName, unitNames, unitTable } from '@/lib/units'
import { userId } from '@/lib/users/schema'
import { buckets, groupings, statusFilters } from './names'
import { tagFilter } from './tag-schema'

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to)

/** The filters of a list of records. `status` is one of the words or an HTTP status. */
export const recordFilter = z.strictObject({
  requestId: z.string().max(64).optional(),
  clientRequestId: z.string().max(128).optional(),
  model: z.string().max(200).optional(),
  keyId: z.string().max(64).optional(),
  endpoint: z.string().max(64).optional(),
  tag: tagFilter.optional(),
  from: instant.optional(),
  to: instant.optional(),
  status: z.union([z.enum(statusFilters), z.string().regex(/^[1-5]\d\d$/)]).optional(),
  cursor: z.string().max(200).optional(),
  limit: whole(1, 200).default(50),
  format: z.enum(['json', 'csv']).default('json'),
})
export type RecordFilter = z.infer<typeof recordFilter>

/** The same of everybody's calls. */
export const allRecordsFilter = recordFilter.extend({ userId: userId.shape.id.optional() })
export type AllRecordsQuery = z.input<typeof allRecordsFilter>

export const attemptLine = z.object({ upstream: z.string(), status: z.int().nullable(), reason: z.string().nullable(), ms: z.number() })

/** What the caller named the call by: the pairs of `metadata`, `user` and `safety_identifier`. */
export const tags = z.record(z.string(), z.string())

/** Why `auto` chose the model: what was needed, which of it the model is tagged for, what decided, and among which models. */
export const autoChoice = z.object({
  needs: z.array(z.string()),
  tag: z.string().nullable(),
  by: z.enum(choiceReasons),
  models: z.array(z.string()),
  of: z.int(),
})

const unitMembers = Object.fromEntries(unitNames.map((unit) => [unit, unitTable[unit].parts ? z.number() : z.int()])) as Record<
  UnitName,
  z.ZodNumber
>

const units = z.object(unitMembers)

/** Money members are exact decimals; `inputTokens` includes the cached and the cache-write ones, `outputTokens` the reasoning ones. */
export const usageRecord = z.object({
  id: z.string(),
  time,
  /** The caller's name, which only operators are told. */
  user: z.object({ id: z.int(), name: z.string() }).nullable(),
  requestId: z.string(),
  clientRequestId: z.string().nullable(),
  keyId: z.string().nullable(),
  keyName: z.string().nullable(),
  endpoint: z.string(),
  model: z.string(),
  modelUsed: z.string().nullable(),
  upstreamModel: z.string().nullable(),
  stream: z.boolean(),
  state: z.enum(['running', 'done']),
  status: z.int().nullable(),
  errorCode: z.string().nullable(),
  ...unitMembers,
  charge: z.number(),
  estimated: z.boolean(),
  ttftMs: z.number().nullable(),
  durationMs: z.number().nullable(),
  queueMs: z.number().nullable(),
  finishReason: z.string().nullable(),
  tags,
  chosen: autoChoice.nullable(),
  /** Seconds since the answer was first given, where it came from the response cache. */
  cacheAge: z.int().nullable(),
  attempts: z.array(attemptLine),
})
export type UsageRecordView = z.infer<typeof usageRecord>
/**
 * `lookedBackTo` is given where a search took too long: all calls since then are listed or were on pages before, and `nextCursor` goes on from
 * there. Such a page may be empty.
 */
export const recordList = z.object({ records: z.array(usageRecord), nextCursor: z.string().nullable(), lookedBackTo: time.nullable() })
export type RecordList = z.infer<typeof recordList>

/** One line of the charge: `units` of `unit` at `price` for each `per`; `kind` is the price's member. A unit stands in one line only. */
const chargeLine = z.object({
  unit: z.enum(unitNames),
  kind: z.enum(unitNames.map((unit) => unitTable[unit].price)),
  units: z.number(),
  per: z.number(),
  price: z.number(),
  amount: z.number(),
})
export const recordDetail = usageRecord.extend({
  group: z.string(),
  address: z.string().nullable(),
  hold: z.number(),
  multiplier: z.number(),
  lines: z.array(chargeLine),
  /** Of the price line that images are charged by; null: they have one price. */
  picture: z.object({ size: z.string().nullable(), quality: z.string().nullable() }).nullable(),
  /** Of the lines, before it is rounded. */
  subtotal: z.number(),
  /** Subtotal times multiplier, rounded once, half up. The charge is less where no more than `hold` may be charged for what was estimated. */
  calculated: z.number(),
})
export type RecordDetail = z.infer<typeof recordDetail>

export const seriesParams = z.strictObject({
  from: instant,
  to: instant,
  bucket: z.enum(buckets).default('day'),
  groupBy: z.enum(groupings).default('model'),
  tz: z.string().max(64).optional(),
  keyId: z.string().max(64).optional(),
})
export type SeriesParams = z.infer<typeof seriesParams>
export type SeriesRequest = z.input<typeof seriesParams>

const figures = z.object({
  calls: z.int(),
  errors: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  tokens: z.int(),
  charge: z.number(),
  /** Mean over the calls that had a first token. */
  ttftMs: z.number().nullable(),
})
export type Figures = z.infer<typeof figures>
/** `units` are of the whole time; `points[i]` belongs to `buckets[i]`, the UTC beginning of an hour or of a day of `timeZone`. */
export const seriesAnswer = z.object({
  timeZone: z.string(),
  bucket: z.enum(buckets),
  buckets: z.array(time),
  series: z.array(z.object({ id: z.string(), name: z.string(), total: figures, units, points: z.array(figures) })),
  total: figures,
  units,
})
export type UsageSeries = z.infer<typeof seriesAnswer>

export const overviewAnswer = z.object({
  timeZone: z.string(),
  today: figures.extend({ medianTtftMs: z.number().nullable(), tokensPerSecond: z.number().nullable() }),
  /** The mean of the last seven days, in money. */
  dailyCharge: z.number(),
  /** How long the balance lasts at that rate; null when nothing is spent. */
  daysLeft: z.number().nullable(),
  firstCallAt: time.nullable(),
  lastCall: z.object({ time, model: z.string(), status: z.int().nullable(), errorCode: z.string().nullable() }).nullable(),
})
export type UsageOverview = z.infer<typeof overviewAnswer>

export const userStats = z.object({
  balance: z.number(),
  points: z.int(),
  spent: z.number(),
  requests: z.int(),
  tokens: z.int(),
  keys: z.int(),
  conversations: z.int(),
  by_model: z.array(z.object({ model: z.string(), requests: z.int(), tokens: z.int(), spent: z.number() })),
  by_day: z.array(z.object({ date: z.string(), requests: z.int(), tokens: z.int(), spent: z.number() })),
})

/** How a model did in the last 24 hours: means over its calls, the share of them that did not fail, and the same of each hour that had calls. */
export interface ModelFigures {
  success: number
  /** From the request to the end of the answer. */
  durationMs: number
  /** Over the calls that had a first token. */
  ttftMs: number | null
  /** While it wrote; null when nothing was written long enough to measure. */
  tokensPerSecond: number | null
  /** Oldest first. */
  hours: { hour: string; success: number; durationMs: number; ttftMs: number | null }[]
}
