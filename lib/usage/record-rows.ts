import * as z from 'zod'
import { exactDecimal } from '@/lib/json'
import { type UnitColumn, type Units, unitNames, unitTable } from '@/lib/units'
import { attemptLine, autoChoice, tags, type UsageRecordView } from './schema'

type Attempt = z.infer<typeof attemptLine>

/** What is known of a call from its beginning. `usage_records` and the view `open_holds` have columns of these names. */
const begun = z.object({
  time: z.date(),
  id: z.string(),
  user_id: z.int(),
  client_request_id: z.string().nullable(),
  key_id: z.string().nullable(),
  key_name: z.string().nullable(),
  group_name: z.string(),
  endpoint: z.string(),
  model: z.string(),
  stream: z.boolean(),
  address: z.string().nullable(),
  price_version_id: z.string().nullable(),
  multiplier: z.int(),
  hold: z.bigint(),
})

const unitColumns = Object.fromEntries(unitNames.map((unit) => [unitTable[unit].column, z.int().nullable()])) as Record<
  UnitColumn,
  z.ZodNullable<z.ZodInt>
>

/** What is known when it has ended. */
const ended = z.object({
  model_used: z.string().nullable(),
  upstream_model: z.string().nullable(),
  status: z.int().nullable(),
  error_code: z.string().nullable(),
  ...unitColumns,
  charge: z.bigint(),
  estimated: z.boolean().nullable(),
  ttft_ms: z.int().nullable(),
  duration_ms: z.int().nullable(),
  queue_ms: z.int().nullable(),
  finish_reason: z.string().nullable(),
  tags: tags.nullable(),
  chosen: autoChoice.nullable(),
  cache_age: z.int().nullable(),
  attempts: z.array(attemptLine).nullable(),
})

/** A call in a list as the pool gives it: bigint columns are bigints. */
export const callRow = begun.extend({
  ...ended.shape,
  running: z.boolean(),
  username: z.string().nullable().optional(),
})
type CallRow = z.infer<typeof callRow>

const notYet = Object.keys(ended.shape).map((column) => (column === 'charge' ? '0 as charge' : `null as ${column}`))
/** What to select for such rows. Of a running call it gives the columns of its end as empty ones. */
export const columnsOf = (running: boolean, withUser: boolean): string =>
  [
    ...Object.keys(begun.shape),
    ...(running ? notYet : Object.keys(ended.shape)),
    `${running} as running`,
    ...(withUser ? ['(select username from users where users.id = user_id) as username'] : []),
  ].join(', ')

/** Of a record, which has no tokens before its end, or of sums. */
export const unitsOf = (row: Record<UnitColumn, number | bigint | null>): Units =>
  Object.fromEntries(unitNames.map((unit) => [unit, Number(row[unitTable[unit].column] ?? 0) / (unitTable[unit].parts ?? 1)])) as Units

/** Whether a call failed. A caller who left or pressed stop is no failure. */
export const failedSql = '((status >= 400 or error_code is not null) and status is distinct from 499)'

/** Operators see upstreams by name. Everybody else sees line 1, line 2 in the order of first use. */
function attemptsFor(attempts: Attempt[], namesUpstreams: boolean): UsageRecordView['attempts'] {
  const lines = [...new Set(attempts.map(({ upstream }) => upstream))]
  return attempts.map(({ upstream, status, reason, ms }) => ({
    upstream: namesUpstreams ? upstream : `line ${lines.indexOf(upstream) + 1}`,
    status,
    reason,
    ms,
  }))
}

export function recordView(row: CallRow, namesUpstreams: boolean): UsageRecordView {
  return {
    id: row.id,
    time: row.time.toISOString(),
    user: row.username === undefined ? null : { id: row.user_id, name: row.username ?? `#${row.user_id}` },
    requestId: row.id,
    clientRequestId: row.client_request_id,
    keyId: row.key_id,
    keyName: row.key_name,
    endpoint: row.endpoint,
    model: row.model,
    modelUsed: row.model_used,
    upstreamModel: row.upstream_model,
    stream: row.stream,
    state: row.running ? 'running' : 'done',
    status: row.status,
    errorCode: row.error_code,
    ...unitsOf(row),
    charge: exactDecimal(row.charge),
    estimated: row.estimated ?? false,
    ttftMs: row.ttft_ms,
    durationMs: row.duration_ms,
    queueMs: row.queue_ms,
    finishReason: row.finish_reason,
    tags: row.tags ?? {},
    chosen: row.chosen,
    cacheAge: row.cache_age,
    attempts: attemptsFor(row.attempts ?? [], namesUpstreams),
  }
}
