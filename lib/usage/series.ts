import 'server-only'
import { pool } from '@/lib/db/pool'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import type { Figures, SeriesParams, UsageSeries } from './schema'

/** Sums of usage_hours as the pool gives them. */
export interface Sums {
  calls: bigint
  errors: bigint
  input: bigint
  output: bigint
  charge: bigint
  ttft: bigint
  ttft_calls: bigint
}
const none: Sums = { calls: 0n, errors: 0n, input: 0n, output: 0n, charge: 0n, ttft: 0n, ttft_calls: 0n }
export const sumColumns = `coalesce(sum(calls), 0)::bigint as calls, coalesce(sum(errors), 0)::bigint as errors, coalesce(sum(input_tokens), 0)::bigint as input,
  coalesce(sum(output_tokens), 0)::bigint as output, coalesce(sum(charge), 0)::bigint as charge, coalesce(sum(ttft_ms), 0)::bigint as ttft,
  coalesce(sum(ttft_calls), 0)::bigint as ttft_calls`

const plus = (a: Sums, b: Sums): Sums => ({
  calls: a.calls + b.calls,
  errors: a.errors + b.errors,
  input: a.input + b.input,
  output: a.output + b.output,
  charge: a.charge + b.charge,
  ttft: a.ttft + b.ttft,
  ttft_calls: a.ttft_calls + b.ttft_calls,
})

export const figures = (sums: Sums): Figures => ({
  calls: Number(sums.calls),
  errors: Number(sums.errors),
  inputTokens: Number(sums.input),
  outputTokens: Number(sums.output),
  tokens: Number(sums.input + sums.output),
  charge: exactDecimal(sums.charge),
  ttftMs: sums.ttft_calls > 0n ? Number(sums.ttft / sums.ttft_calls) : null,
})

const longest = { hour: 14 * 24, day: 400 }
/** The smaller ones are one, `…`: whoever calls models that are not there makes as many names as they like. */
const mostSeries = 100
const sums = Object.keys(none)
  .map((name) => `sum(${name})::bigint as ${name}`)
  .join(', ')

export function checkTimeZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw fail('invalid_request', { fields: { tz: 'time_zone' } })
  }
}

interface Point extends Sums {
  bucket: Date
  id: string | null
  name: string | null
}

/** Usage over time from the hourly sums, largest series first. `userId` undefined sums everybody's. */
export async function usageSeries(query: SeriesParams, owner: { userId?: number; timeZone: string }): Promise<UsageSeries> {
  const timeZone = checkTimeZone(query.tz ?? owner.timeZone)
  const grain = query.bucket
  const group = { model: ['h.model', 'h.model'], key: ['h.key_id', "coalesce(k.name, '')"], none: ["''", "''"] }[query.groupBy]
  const { rows: starts } = await pool().query<{ bucket: Date }>(
    `select generate_series(date_trunc('${grain}', $1::timestamptz, $3), $2::timestamptz - interval '1 ms', interval '1 ${grain}', $3) as bucket limit ${longest[grain] + 1}`,
    [query.from, query.to, timeZone],
  )
  if (starts.length > longest[grain]) throw fail('invalid_request', { fields: { from: `too_long_${grain}:${longest[grain]}` } })
  const { rows } = await pool().query<Point>(
    `with part as (
       select date_trunc('${grain}', hour, $3) as bucket, ${group[0]} as id, ${group[1]} as name, ${sumColumns}
       from usage_hours h left join api_keys k on k.id = h.key_id
       where hour >= date_trunc('${grain}', $1::timestamptz, $3) and hour < $2 and ($4::int is null or h.user_id = $4) and ($5::text is null or h.key_id = $5)
       group by 1, 2, 3),
     ranked as (select id, row_number() over (order by sum(charge) desc, sum(calls) desc, id) > ${mostSeries} as small from part group by id)
     select bucket, case when small then '…' else id end as id, case when small then '…' else name end as name, ${sums}
     from part join ranked using (id) group by 1, 2, 3`,
    [query.from, query.to, timeZone, owner.userId ?? null, query.keyId ?? null],
  )
  const place = new Map(starts.map(({ bucket }, index) => [bucket.getTime(), index]))
  const series = new Map<string, { name: string; points: Sums[]; total: Sums }>()
  let total = none
  for (const row of rows) {
    const id = row.id ?? ''
    const one = series.get(id) ?? { name: row.name ?? '', points: starts.map(() => none), total: none }
    const index = place.get(row.bucket.getTime())
    if (index === undefined) continue
    one.points[index] = row
    one.total = plus(one.total, row)
    total = plus(total, row)
    series.set(id, one)
  }
  const ranked = [...series].sort(([, a], [, b]) =>
    a.total.charge === b.total.charge ? Number(b.total.calls - a.total.calls) : b.total.charge > a.total.charge ? 1 : -1,
  )
  return {
    timeZone,
    bucket: grain,
    buckets: starts.map(({ bucket }) => bucket.toISOString()),
    series: ranked.map(([id, { name, points, total: sum }]) => ({ id, name, total: figures(sum), points: points.map(figures) })),
    total: figures(total),
  }
}
