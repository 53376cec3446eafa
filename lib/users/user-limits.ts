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
  models: z.array(z.string()).nullable(),
})
/** The limits that are set on a user, and the models that are left to the user; null: the group's count. */
export type UserLimits = z.infer<typeof limitsRow>

const sql = `select rpm, tpm, weekly_tokens::float8 as "weeklyTokens", concurrency, spend_total as "spendLimit",
  spend_per_day as "spendLimitPerDay", spend_per_month as "spendLimitPerMonth", models from users where id = $1`

export async function limitsOfUser(tx: Tx, id: number): Promise<UserLimits> {
  const [row] = await rowsOf(tx, limitsRow, sql, [id])
  if (!row) throw fail('not_found')
  return row
}

const none = { rpm: null, tpm: null, weeklyTokens: null, concurrency: null }

/** The limits that are not named stay as they were; a `rateLimit` of null takes all on calls and tokens away. */
export async function changedLimits(tx: Tx, before: UserLimits, change: UserChange): Promise<UserLimits> {
  const { rateLimit, spendLimit, spendLimitPerDay, spendLimitPerMonth } = change
  const models = change.models && (await modelIds(tx, change.models, before.models ?? []))
  const named = { ...(rateLimit === null ? none : rateLimit), spendLimit, spendLimitPerDay, spendLimitPerMonth, models }
  return { ...before, ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) }
}

const namedRow = z.object({ name: z.string(), id: z.string() })

/** Aliases become ids. A model that the user has already may stay, even if it is gone. */
async function modelIds(tx: Tx, names: string[], kept: string[]): Promise<string[]> {
  const rows = await rowsOf(tx, namedRow, 'select name, model_id as id from model_names where name = any($1)', [names])
  const ids = new Map([...kept.map((id) => [id, id] as const), ...rows.map(({ name, id }) => [name, id] as const)])
  const unknown = names.flatMap((name, at) => (ids.has(name) ? [] : [[`models.${at}`, `no_model:${name}`]]))
  if (unknown.length > 0) throw fail('invalid_request', { fields: Object.fromEntries(unknown) })
  return [...new Set(names.map((name) => ids.get(name) ?? name))]
}

export async function writeLimits(tx: Tx, id: number, limits: UserLimits): Promise<void> {
  await run(
    tx,
    `update users set rpm = $2, tpm = $3, weekly_tokens = $4, concurrency = $5, spend_total = $6, spend_per_day = $7, spend_per_month = $8,
       models = $9
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
      limits.models,
    ],
  )
}
