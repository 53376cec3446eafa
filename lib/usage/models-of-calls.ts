import 'server-only'
import { pool } from '../db/pool'
import { timeOfId } from '../ids'

/** The model that each of these calls of a user named, by the call's id; ids that are no calls are left out. */
export async function modelsOfCalls(userId: number, ids: readonly (string | null)[]): Promise<Record<string, string>> {
  const calls = ids.flatMap((id) => {
    const time = id?.startsWith('call_') ? timeOfId(id) : undefined
    return id === null || time === undefined ? [] : [{ id, time }]
  })
  if (calls.length === 0) return {}
  const times = calls.map(({ time }) => time)
  // an id says when it was made, so that only the partitions of these moments are looked into
  const { rows } = await pool().query<{ id: string; model: string }>(
    'select id, model from usage_records where time between $1 and $2 and user_id = $3 and id = any($4)',
    [new Date(Math.min(...times) - 60_000), new Date(Math.max(...times) + 60_000), userId, calls.map(({ id }) => id)],
  )
  return Object.fromEntries(rows.map(({ id, model }) => [id, model]))
}
