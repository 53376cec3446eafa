import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { exactDecimal } from '@/lib/json'

const sumsRow = z.object({
  requests: z.bigint(),
  tokens: z.bigint(),
  spent: z.bigint(),
})
const modelRow = sumsRow.extend({ model: z.string() })
const dayRow = sumsRow.extend({ date: z.string() })
const ownedRow = z.object({ keys: z.int(), conversations: z.int() })
const sums =
  'coalesce(sum(calls), 0)::bigint as requests, coalesce(sum(input_tokens + output_tokens), 0)::bigint as tokens, coalesce(sum(charge), 0)::bigint as spent'
const view = ({ requests, tokens, spent }: z.infer<typeof sumsRow>) => ({
  requests: Number(requests),
  tokens: Number(tokens),
  spent: exactDecimal(spent),
})

/** Everything that a user has used, by model and by day (the last 30 of `timeZone`), in the shape of `GET /api/user/stats`. */
export async function usageStats(userId: number, timeZone: string) {
  const at = pool()
  const [[all], models, days, [owned]] = await Promise.all([
    rowsOf(at, sumsRow, `select ${sums} from usage_hours where user_id = $1`, [userId]),
    rowsOf(
      at,
      modelRow,
      `select model, ${sums} from usage_hours where user_id = $1 group by model order by spent desc, requests desc limit 100`,
      [userId],
    ),
    rowsOf(
      at,
      dayRow,
      `select to_char(date_trunc('day', hour, $2) at time zone $2, 'YYYY-MM-DD') as date, ${sums} from usage_hours
       where user_id = $1 and hour >= date_trunc('day', now(), $2) - interval '29 days' group by 1 order by 1`,
      [userId, timeZone],
    ),
    rowsOf(
      at,
      ownedRow,
      `select (select count(*)::int from api_keys where user_id = $1 and deleted_at is null) as keys,
        (select count(*)::int from conversations where user_id = $1 and deleted_at is null) as conversations`,
      [userId],
    ),
  ])
  const total = all ?? { requests: 0n, tokens: 0n, spent: 0n }
  return {
    ...view(total),
    keys: owned?.keys ?? 0,
    conversations: owned?.conversations ?? 0,
    by_model: models.map((row) => ({ model: row.model, ...view(row) })),
    by_day: days.map((row) => ({ date: row.date, ...view(row) })),
  }
}
