import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import { unitNames, unitTable } from '@/lib/units'
import { unitsOf } from './record-rows'
import type { Figures, SeriesParams, UsageSeries } from './schema'

const summed = [...unitNames.map((unit) => unitTable[unit].column), 'calls', 'errors', 'charge', 'ttft_ms', 'ttft_calls'] as const
/** Sums of usage_hours as the pool gives them, named like its columns. */
export const sumsRow = z.object(
  Object.fromEntries(summed.map((column) => [column, z.bigint()])) as Record<(typeof summed)[number], z.ZodBigInt>,
)
type Sums = z.infer<typeof sumsRow>

const each = (sum: (column: keyof Sums) => bigint): Sums => Object.fromEntries(summed.map((column) => [column, sum(column)])) as Sums
const none = each(() => 0n)
const plus = (a: Sums, b: Sums): Sums => each((column) => a[column] + b[column])
export const sumColumns = summed.map((column) => `coalesce(sum(${column}), 0)::bigint as ${column}`).join(', ')

export const figures = (sums: Sums): Figures => ({
  calls: Number(sums.calls),
  errors: Number(sums.errors),
  inputTokens: Number(sums.input_tokens),
  outputTokens: Number(sums.output_tokens),
  tokens: Number(sums.input_tokens + sums.output_tokens),
  charge: exactDecimal(sums.charge),
  ttftMs: sums.ttft_calls > 0n ? Number(sums.ttft_ms / sums.ttft_calls) : null,
})

const longest = { hour: 14 * 24, day: 400 }
/** The smaller series are summed as `…`, because a caller who names models that do not exist can make any number of series. */
const mostSeries = 100
export function checkTimeZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw fail('invalid_request', { fields: { tz: 'time_zone' } })
  }
}

const pointRow = sumsRow.extend({
  bucket: z.date(),
  id: z.string().nullable(),
  name: z.string().nullable(),
})

const bucketRow = z.object({ bucket: z.date() })

/** Reads usage over time from the hourly sums, largest series first. `userId` undefined sums everybody's. */
export async function usageSeries(query: SeriesParams, owner: { userId?: number; timeZone: string }): Promise<UsageSeries> {
  const timeZone = checkTimeZone(query.tz ?? owner.timeZone)
  const grain = query.bucket
  const group = { model: ['h.model', 'h.model'], key: ['h.key_id', "coalesce(k.name, '')"], none: ["''", "''"] }[query.groupBy]
  const starts = await rowsOf(
    pool(),
    bucketRow,
    `select generate_series(date_trunc('${grain}', $1::timestamptz, $3), $2::timestamptz - interval '1 ms', interval '1 ${grain}', $3) as bucket limit ${longest[grain] + 1}`,
    [query.from, query.to, timeZone],
  )
  if (starts.length > longest[grain]) throw fail('invalid_request', { fields: { from: `too_long_${grain}:${longest[grain]}` } })
  const rows = await rowsOf(
    pool(),
    pointRow,
    `with part as (
       select date_trunc('${grain}', hour, $3) as bucket, ${group[0]} as id, ${group[1]} as name, ${sumColumns}
       from usage_hours h left join api_keys k on k.id = h.key_id
       where hour >= date_trunc('${grain}', $1::timestamptz, $3) and hour < $2 and ($4::int is null or h.user_id = $4) and ($5::text is null or h.key_id = $5)
       group by 1, 2, 3),
     ranked as (select id, row_number() over (order by sum(charge) desc, sum(calls) desc, id) > ${mostSeries} as small from part group by id)
     select bucket, case when small then '…' else id end as id, case when small then '…' else name end as name, ${sumColumns}
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
    series: ranked.map(([id, { name, points, total: sum }]) => ({
      id,
      name,
      total: figures(sum),
      units: unitsOf(sum),
      points: points.map(figures),
    })),
    total: figures(total),
    units: unitsOf(total),
  }
}
