import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { timeOfCalls } from './time-of-calls'

export interface SettledCall {
  inputTokens: number
  outputTokens: number
  chargeNanos: bigint
}

const settledRow = z.object({ input: z.int(), output: z.int(), charge: z.bigint() })

/** The result of a call; undefined while it is not settled. */
export async function settledCall(id: string): Promise<SettledCall | undefined> {
  const window = timeOfCalls([id])
  if (!window) return undefined
  const [row] = await rowsOf(
    pool(),
    settledRow,
    `select coalesce(input_tokens, 0) as input, coalesce(output_tokens, 0) as output, charge from usage_records
     where time between $1 and $2 and id = $3`,
    [...window, id],
  )
  return row && { inputTokens: row.input, outputTokens: row.output, chargeNanos: row.charge }
}
