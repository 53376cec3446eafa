import pg from 'pg'
import { expect } from 'vitest'
import { oddCharge } from './charge.ts'
import type { LoggedCall } from './fake-upstream/log.ts'

export interface Row {
  id: string
  clientId: string
  state: string
  status: number | null
  charge: bigint | null
  transferred: bigint
}

async function query<T>(databaseUrl: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows as T[]
  } finally {
    await client.end()
  }
}

/** Several statements at once, for tests that change the database behind the server's back. */
export const runSql = async (databaseUrl: string, text: string): Promise<void> => void (await query(databaseUrl, text))

export const heldCalls = async (databaseUrl: string): Promise<number> =>
  Number((await query<{ n: string }>(databaseUrl, "select count(*) as n from usage_records where state = 'held'"))[0]?.n)

export async function recordsOf(databaseUrl: string): Promise<Row[]> {
  const rows = await query<Record<string, string | null>>(
    databaseUrl,
    `select id, client_request_id, state, status, charge::text,
            (select coalesce(sum(amount), 0) from transfers where transfers.reference = usage_records.id)::text as transferred
       from usage_records where client_request_id is not null`,
  )
  return rows.map((row) => ({
    id: row.id ?? '',
    clientId: row.client_request_id ?? '',
    state: row.state ?? '',
    status: row.status === null ? null : Number(row.status),
    charge: row.charge === null || row.charge === undefined ? null : BigInt(row.charge),
    transferred: BigInt(row.transferred ?? 0),
  }))
}

export interface Outcome {
  id: string
  /** The caller got the whole answer. */
  whole: boolean
}

/**
 * Compares every bill with the upstream's own log: each call served has exactly one settled record, a whole answer
 * costs exactly what the upstream reported, none costs more, and what was recorded is what was moved.
 */
export function compareWithLog(rows: Row[], log: LoggedCall[], outcomes: Outcome[]): void {
  const byClient = Map.groupBy(rows, (row) => row.clientId)
  const lost = log.filter((call) => call.id && !byClient.has(call.id)).map((call) => call.id)
  const double = [...byClient].filter(([, list]) => list.length > 1).map(([id]) => id)
  const open = rows.filter((row) => row.state === 'held').map((row) => row.id)
  const unmoved = rows.filter((row) => row.charge !== null && row.charge !== row.transferred).map((row) => row.id)
  const wrong: string[] = []
  for (const call of log) {
    const row = byClient.get(call.id ?? '')?.[0]
    const full = oddCharge({ input: call.promptTokens, output: call.completionTokens })
    const whole = outcomes.find((outcome) => outcome.id === call.id)?.whole
    if (whole && row?.charge !== full) wrong.push(`${call.id}: ${row?.charge} instead of ${full}`)
    // A cut call is counted with our own table, which may see a few more tokens in the prompt than the upstream did.
    if (!whole && (row?.charge ?? 0n) > full + oddCharge({ input: 40, output: 0 })) wrong.push(`${call.id}: ${row?.charge} above ${full}`)
  }
  expect({ lost, double, open, unmoved, wrong }).toEqual({ lost: [], double: [], open: [], unmoved: [], wrong: [] })
}
