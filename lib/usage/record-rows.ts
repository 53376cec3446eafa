import * as z from 'zod'
import { exactDecimal } from '@/lib/json'
import { type UnitColumn, type Units, unitNames, unitTable } from '@/lib/units'
import { attemptLine, type UsageRecordView } from './schema'

type Attempt = z.infer<typeof attemptLine>

const unitColumns = Object.fromEntries(unitNames.map((unit) => [unitTable[unit].column, z.int().nullable()])) as Record<
  UnitColumn,
  z.ZodNullable<z.ZodInt>
>

/** A row of usage_records as the pool gives it: bigint columns are bigints. */
export const recordRow = z.object({
  time: z.date(),
  id: z.string(),
  state: z.enum(['held', 'settled']),
  client_request_id: z.string().nullable(),
  key_id: z.string().nullable(),
  key_name: z.string().nullable(),
  group_name: z.string(),
  endpoint: z.string(),
  model: z.string(),
  model_used: z.string().nullable(),
  upstream_model: z.string().nullable(),
  stream: z.boolean(),
  status: z.int().nullable(),
  error_code: z.string().nullable(),
  ...unitColumns,
  charge: z.bigint().nullable(),
  hold: z.bigint(),
  multiplier: z.int(),
  estimated: z.boolean().nullable(),
  ttft_ms: z.int().nullable(),
  duration_ms: z.int().nullable(),
  queue_ms: z.int().nullable(),
  finish_reason: z.string().nullable(),
  address: z.string().nullable(),
  attempts: z.array(attemptLine).nullable(),
  user_id: z.int().optional(),
  username: z.string().nullable().optional(),
})
export type RecordRow = z.infer<typeof recordRow>

export const recordColumns = `time, id, state, client_request_id, key_id, key_name, group_name, endpoint, model, model_used, upstream_model, stream,
  status, error_code, ${unitNames.map((unit) => unitTable[unit].column).join(', ')}, charge, hold, multiplier, estimated, ttft_ms, duration_ms,
  queue_ms, finish_reason, address, attempts`

/** Of a record, which has no tokens before its end, or of sums. */
export const unitsOf = (row: Record<UnitColumn, number | bigint | null>): Units =>
  Object.fromEntries(unitNames.map((unit) => [unit, Number(row[unitTable[unit].column] ?? 0) / (unitTable[unit].parts ?? 1)])) as Units

/** Whether a settled call failed. A caller who left or pressed stop is no failure. */
export const failedSql = '((status >= 400 or error_code is not null) and status is distinct from 499)'

/** The view for operators, who see everybody's records. */
export const withUser = `${recordColumns}, user_id, (select username from users where users.id = user_id) as username`

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

export function recordView(row: RecordRow, namesUpstreams: boolean): UsageRecordView {
  return {
    id: row.id,
    time: row.time.toISOString(),
    user: row.user_id === undefined ? null : { id: row.user_id, name: row.username ?? `#${row.user_id}` },
    requestId: row.id,
    clientRequestId: row.client_request_id,
    keyId: row.key_id,
    keyName: row.key_name,
    endpoint: row.endpoint,
    model: row.model,
    modelUsed: row.model_used,
    upstreamModel: row.upstream_model,
    stream: row.stream,
    state: row.state === 'held' ? 'running' : 'done',
    status: row.status,
    errorCode: row.error_code,
    ...unitsOf(row),
    charge: exactDecimal(row.charge ?? 0n),
    estimated: row.estimated ?? false,
    ttftMs: row.ttft_ms,
    durationMs: row.duration_ms,
    queueMs: row.queue_ms,
    finishReason: row.finish_reason,
    attempts: attemptsFor(row.attempts ?? [], namesUpstreams),
  }
}
