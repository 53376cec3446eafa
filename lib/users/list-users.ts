import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { exactDecimal } from '@/lib/json'
import { pageOf, readCursor } from '@/lib/paging'
import { roles } from './roles'
import type { UserLine, UsersAnswer, usersParams } from './schema'

const userRow = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  group_name: z.string(),
  enabled: z.boolean(),
  cash: z.bigint(),
  granted: z.bigint(),
  rpm: z.int().nullable(),
  tpm: z.int().nullable(),
  weekly_tokens: z.bigint().nullable(),
  concurrency: z.int().nullable(),
  spend_total: z.bigint().nullable(),
  spend_per_day: z.bigint().nullable(),
  spend_per_month: z.bigint().nullable(),
  models: z.array(z.string()).nullable(),
  created_at: z.date(),
  last_seen_at: z.date().nullable(),
})
type Row = z.infer<typeof userRow>
const columns = `select u.id, u.username, u.email, u.role, u.group_name, u.enabled, w.cash, w.granted, u.created_at, u.last_seen_at,
  u.rpm, u.tpm, u.weekly_tokens, u.concurrency, u.spend_total, u.spend_per_day, u.spend_per_month, u.models
  from users u join wallets w on w.user_id = u.id`

const amount = (nanos: bigint | null) => (nanos === null ? null : exactDecimal(nanos))

const lineOf = (row: Row): UserLine => ({
  id: row.id,
  username: row.username,
  email: row.email,
  role: row.role,
  group: row.group_name,
  enabled: row.enabled,
  balance: exactDecimal(row.cash + row.granted),
  rateLimit: {
    rpm: row.rpm,
    tpm: row.tpm,
    weeklyTokens: row.weekly_tokens === null ? null : Number(row.weekly_tokens),
    concurrency: row.concurrency,
  },
  spendLimit: amount(row.spend_total),
  spendLimitPerDay: amount(row.spend_per_day),
  spendLimitPerMonth: amount(row.spend_per_month),
  models: row.models,
  createdAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
})

const place = z.tuple([z.int()])

/** Lists users for operators, newest first. `search` matches parts of names and e-mail addresses, and the id. */
export async function listUsers(query: z.output<typeof usersParams>): Promise<UsersAnswer> {
  const after = readCursor(query.cursor, place)
  const rows = await rowsOf(
    pool(),
    userRow,
    `${columns}
     where ($1::text is null or u.username ilike $1 or u.email ilike $1 or u.id::text = $2)
       and ($3::text is null or u.role = $3) and ($4::text is null or u.group_name = $4) and ($5::boolean is null or u.enabled = $5)
       and ($6::int is null or u.id < $6)
     order by u.id desc limit $7`,
    [
      query.search ? containing(query.search) : null,
      query.search ?? null,
      query.role ?? null,
      query.group ?? null,
      query.enabled ?? null,
      after?.[0] ?? null,
      query.limit + 1,
    ],
  )
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.id])
  return { users: page.map(lineOf), nextCursor }
}

export async function findUser(id: number): Promise<UserLine | undefined> {
  const [row] = await rowsOf(pool(), userRow, `${columns} where u.id = $1`, [id])
  return row && lineOf(row)
}
