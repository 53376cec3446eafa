import { exactDecimal } from '@/lib/json'
import type { RecordDetail, UsageRecordView } from './schema'

interface StoredAttempt {
  upstream: string
  status: number | null
  reason: string | null
  ms: number
}

/** A row of usage_records as the pool gives it: bigint columns are bigints. */
export interface RecordRow {
  time: Date
  id: string
  state: 'held' | 'settled'
  client_request_id: string | null
  key_id: string | null
  key_name: string | null
  group_name: string
  endpoint: string
  model: string
  model_used: string | null
  upstream_model: string | null
  stream: boolean
  status: number | null
  error_code: string | null
  input_tokens: number | null
  cached_tokens: number | null
  output_tokens: number | null
  reasoning_tokens: number | null
  charge: bigint | null
  hold: bigint
  multiplier: number
  estimated: boolean | null
  ttft_ms: number | null
  duration_ms: number | null
  queue_ms: number | null
  finish_reason: string | null
  address: string | null
  attempts: StoredAttempt[] | null
  user_id?: number
  username?: string | null
}

export const recordColumns = `time, id, state, client_request_id, key_id, key_name, group_name, endpoint, model, model_used, upstream_model, stream,
  status, error_code, input_tokens, cached_tokens, output_tokens, reasoning_tokens, charge, hold, multiplier, estimated, ttft_ms, duration_ms,
  queue_ms, finish_reason, address, attempts`

/** Whether a settled call failed. Who left or pressed stop made nothing fail. */
export const failedSql = '((status >= 400 or error_code is not null) and status is distinct from 499)'

/** For operators, who see everybody's. */
export const withUser = `${recordColumns}, user_id, (select username from users where users.id = user_id) as username`

/** Operators see upstreams by name; everybody else sees line 1, line 2 in the order of first use. */
function attemptsFor(attempts: StoredAttempt[], namesUpstreams: boolean): UsageRecordView['attempts'] {
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
    inputTokens: row.input_tokens ?? 0,
    cachedTokens: row.cached_tokens ?? 0,
    outputTokens: row.output_tokens ?? 0,
    reasoningTokens: row.reasoning_tokens ?? 0,
    charge: exactDecimal(row.charge ?? 0n),
    estimated: row.estimated ?? false,
    ttftMs: row.ttft_ms,
    durationMs: row.duration_ms,
    queueMs: row.queue_ms,
    finishReason: row.finish_reason,
    attempts: attemptsFor(row.attempts ?? [], namesUpstreams),
  }
}

/** Prices of the version that the call was pinned to, nanos per million tokens and per request. */
export interface PinnedPrice {
  input: bigint
  cached_input: bigint
  output: bigint
  reasoning: bigint
  per_request: bigint
}

const million = 1_000_000n

/** The charge spelled out; amounts are before the multiplier and unrounded beyond nine places. */
export function chargeLines(row: RecordRow, price: PinnedPrice): RecordDetail['lines'] {
  const cached = row.cached_tokens ?? 0
  const reasoning = row.reasoning_tokens ?? 0
  const tokens = [
    { kind: 'input' as const, units: (row.input_tokens ?? 0) - cached, price: price.input },
    { kind: 'cachedInput' as const, units: cached, price: price.cached_input },
    { kind: 'output' as const, units: (row.output_tokens ?? 0) - reasoning, price: price.output },
    { kind: 'reasoning' as const, units: reasoning, price: price.reasoning },
  ].map((line) => ({ ...line, per: 1_000_000, amount: (BigInt(line.units) * line.price) / million }))
  const all = [...tokens, { kind: 'perRequest' as const, units: 1, price: price.per_request, per: 1, amount: price.per_request }]
  return all
    .filter(({ units, kind, price: each }) => units > 0 && (kind !== 'perRequest' || each > 0n))
    .map((line) => ({ ...line, price: exactDecimal(line.price), amount: exactDecimal(line.amount) }))
}
