import 'server-only'
import { pool } from '@/lib/db/pool'
import { timeOfCalls } from './time-of-calls'

export interface SettledCall {
  inputTokens: number
  outputTokens: number
  chargeNanos: bigint
}

/** What a call came to; undefined while it is not settled. */
export async function settledCall(id: string): Promise<SettledCall | undefined> {
  const window = timeOfCalls([id])
  if (!window) return undefined
  const { rows } = await pool().query<{ input: number; output: number; charge: bigint }>(
    `select input_tokens as input, output_tokens as output, charge from usage_records
     where time between $1 and $2 and id = $3 and state = 'settled'`,
    [...window, id],
  )
  return rows[0] && { inputTokens: rows[0].input, outputTokens: rows[0].output, chargeNanos: rows[0].charge }
}
