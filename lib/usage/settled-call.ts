import 'server-only'
import { pool } from '../db/pool'
import { timeOfId } from '../ids'

export interface SettledCall {
  inputTokens: number
  outputTokens: number
  chargeNanos: bigint
}

/** What a call came to; undefined while it is not settled. */
export async function settledCall(id: string): Promise<SettledCall | undefined> {
  const time = timeOfId(id)
  if (time === undefined) return undefined
  // an id says when it was made, so that only the partition of that moment is looked into
  const { rows } = await pool().query<{ input: number; output: number; charge: bigint }>(
    `select input_tokens as input, output_tokens as output, charge from usage_records
     where time between $1 and $2 and id = $3 and state = 'settled'`,
    [new Date(time - 60_000), new Date(time + 60_000), id],
  )
  return rows[0] && { inputTokens: rows[0].input, outputTokens: rows[0].output, chargeNanos: rows[0].charge }
}
