import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { timeOfId } from '@/lib/ids'
import { timeOfCalls } from './time-of-calls'

const callRow = z.object({ id: z.string(), model: z.string() })

/** The model that each of these calls of a user named, by the call's id. Ids that are no calls are left out. */
export async function modelsOfCalls(userId: number, ids: readonly (string | null)[]): Promise<Record<string, string>> {
  const calls = ids.filter((id) => id?.startsWith('call_') && timeOfId(id) !== undefined) as string[]
  const window = timeOfCalls(calls)
  if (!window) return {}
  const rows = await rowsOf(
    pool(),
    callRow,
    'select id, model from usage_records where time between $1 and $2 and user_id = $3 and id = any($4)',
    [...window, userId, calls],
  )
  return Object.fromEntries(rows.map(({ id, model }) => [id, model]))
}
