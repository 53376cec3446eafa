import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

/** When the period that holds the local time `at` begins, by its name. */
export const periodStarts = {
  day: (at: string) => `(${at})::date`,
  week: (at: string) => `date_trunc('week', ${at})::date`,
  month: (at: string) => `date_trunc('month', ${at})::date`,
  all: (at: string) => `least((${at})::date, date '1970-01-01')`,
} as const

const periods = Object.entries(periodStarts).map(([name, start]) => `('${name}', ${start('hour at time zone $3::text')})`)

const addTo = (table: 'usage_sums' | 'model_sums', name: 'user_id' | 'model') => `
  ${table}_added as (
    insert into ${table} as s (period, start, ${name}, tokens, calls)
    select period, start, ${name}, sum(input_tokens + output_tokens), sum(calls - errors)
    from fresh cross join lateral (values ${periods.join(', ')}) p(period, start)
    group by 1, 2, 3 having sum(calls - errors) > 0
    on conflict (period, start, ${name}) do update set tokens = s.tokens + excluded.tokens, calls = s.calls + excluded.calls)`

/**
 * Adds what the roll-up found (`fresh`, in the zone $3) to what each user and each model came to in their periods. Calls that failed do not
 * count, so names that are no models' make no rows.
 */
export const addToSums = `${addTo('usage_sums', 'user_id')}, ${addTo('model_sums', 'model')}`

const past = `period = 'day' and start < current_date - 3 or period = 'week' and start < current_date - 21
  or period = 'month' and start < current_date - 93`

/** Erases the sums of days, weeks and months that nobody asks for any more. */
export async function eraseSums(): Promise<void> {
  await run(pool(), `delete from usage_sums where ${past}`)
  await run(pool(), `delete from model_sums where ${past}`)
}
