import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import type { UserChange } from './schema'

const count = z.int().nullable()
const nanos = z.bigint().nullable()
const limitsRow = z.object({
  rpm: count,
  tpm: count,
  weeklyTokens: count,
  concurrency: count,
  spendLimit: nanos,
  spendLimitPerDay: nanos,
  spendLimitPerMonth: nanos,
})
/** The limits that are set on a user; null: the group's count. */
export type UserLimits = z.infer<typeof limitsRow>

const sql = `select rpm, tpm, weekly_tokens::float8 as "weeklyTokens", concurrency, spend_total as "spendLimit",
  spend_per_day as "spendLimitPerDay", spend_per_month as "spendLimitPerMonth" from users where id = $1`

export async function limitsOfUser(tx: Tx, id: number): Promise<UserLimits> {
  const [row] = await rowsOf(tx, limitsRow, sql, [id])
  if (!row) throw fail('not_found')
  return row
}

const none = { rpm: null, tpm: null, weeklyTokens: null, concurrency: null }

/** The limits that are not named stay as they were; a `rateLimit` of null takes all on calls and tokens away. */
export function changedLimits(before: UserLimits, { rateLimit, spendLimit, spendLimitPerDay, spendLimitPerMonth }: UserChange): UserLimits {
  const named = { ...(rateLimit === null ? none : rateLimit), spendLimit, spendLimitPerDay, spendLimitPerMonth }
  return { ...before, ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) }
}

export async function writeLimits(tx: Tx, id: number, limits: UserLimits): Promise<void> {
  await run(
    tx,
    `update users set rpm = $2, tpm = $3, weekly_tokens = $4, concurrency = $5, spend_total = $6, spend_per_day = $7, spend_per_month = $8
     where id = $1`,
    [
      id,
      limits.rpm,
      limits.tpm,
      limits.weeklyTokens,
      limits.concurrency,
      limits.spendLimit,
      limits.spendLimitPerDay,
      limits.spendLimitPerMonth,
    ],
  )
}
