import 'server-only'
import { pool } from '@/lib/db/pool'
import { exactDecimal } from '@/lib/json'

interface Row {
  requests: bigint
  tokens: bigint
  spent: bigint
}
const sums =
  'coalesce(sum(calls), 0)::bigint as requests, coalesce(sum(input_tokens + output_tokens), 0)::bigint as tokens, coalesce(sum(charge), 0)::bigint as spent'
const view = ({ requests, tokens, spent }: Row) => ({ requests: Number(requests), tokens: Number(tokens), spent: exactDecimal(spent) })

/** Everything a user has used, by model and by day (the last 30 of `timeZone`), in the shape of `GET /api/user/stats`. */
export async function usageStats(userId: number, timeZone: string) {
  const at = pool()
  const [all, models, days, owned] = await Promise.all([
    at.query<Row>(`select ${sums} from usage_hours where user_id = $1`, [userId]),
    at.query<Row & { model: string }>(
      `select model, ${sums} from usage_hours where user_id = $1 group by model order by spent desc, requests desc limit 100`,
      [userId],
    ),
    at.query<Row & { date: string }>(
      `select to_char(date_trunc('day', hour, $2) at time zone $2, 'YYYY-MM-DD') as date, ${sums} from usage_hours
       where user_id = $1 and hour >= date_trunc('day', now(), $2) - interval '29 days' group by 1 order by 1`,
      [userId, timeZone],
    ),
    at.query<{ keys: number; conversations: number }>(
      `select (select count(*)::int from api_keys where user_id = $1 and deleted_at is null) as keys,
        (select count(*)::int from conversations where user_id = $1 and deleted_at is null) as conversations`,
      [userId],
    ),
  ])
  const total = all.rows[0] ?? { requests: 0n, tokens: 0n, spent: 0n }
  return {
    ...view(total),
    keys: owned.rows[0]?.keys ?? 0,
    conversations: owned.rows[0]?.conversations ?? 0,
    by_model: models.rows.map((row) => ({ model: row.model, ...view(row) })),
    by_day: days.rows.map((row) => ({ date: row.date, ...view(row) })),
  }
}
