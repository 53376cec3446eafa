import 'server-only'
import * as z from 'zod'
import { rowsOf } from '@/lib/db/rows'
import { hotPool } from './hot-pool'

const idRow = z.object({ id: z.string() })
const sql = `select r.id from unnest($1::text[], $2::timestamptz[]) q(id, time) join usage_records r on r.time = q.time and r.id = q.id`

/** The ids of those calls that have a record. */
export async function recordedAmong(calls: { id: string; time: Date }[]): Promise<Set<string>> {
  const rows = await rowsOf(hotPool(), idRow, { name: 'ledger.recorded', text: sql }, [
    calls.map(({ id }) => id),
    calls.map(({ time }) => time.toISOString()),
  ])
  return new Set(rows.map(({ id }) => id))
}

/** Tells whether a statement failed because one of its calls has a record, or its group is written already. */
export const isRecorded = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'
