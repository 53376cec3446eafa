import pg from 'pg'
import { expect } from 'vitest'
import { oddCharge } from './charge.ts'
import type { LoggedCall } from './fake-upstream/log.ts'
import { longestOutput } from './stand.ts'

export interface Row {
  id: string
  clientId: string
  status: number | null
  hold: bigint
  charge: bigint | null
  transferred: bigint
  inputTokens: number
  outputTokens: number
  estimated: boolean
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

/** Runs several statements at once, for tests that change the database behind the server's back. */
export const runSql = async (databaseUrl: string, text: string): Promise<void> => void (await query(databaseUrl, text))

export const heldCalls = async (databaseUrl: string): Promise<number> =>
  Number((await query<{ n: string }>(databaseUrl, 'select count(*) as n from open_holds'))[0]?.n)

export async function recordsOf(databaseUrl: string): Promise<Row[]> {
  const rows = await query<Record<string, string | null>>(
    databaseUrl,
    `select id, client_request_id, status, hold::text, charge::text, input_tokens, output_tokens, estimated::text,
            coalesce(moved, 0)::text as transferred
       from usage_records left join (select reference, -sum(cash + granted) as moved from ledger_lines where kind = 'charge' group by 1) l
         on reference = id where client_request_id is not null`,
  )
  return rows.map((row) => ({
    id: row.id ?? '',
    clientId: row.client_request_id ?? '',
    status: row.status === null ? null : Number(row.status),
    hold: BigInt(row.hold ?? 0),
    charge: row.charge === null || row.charge === undefined ? null : BigInt(row.charge),
    transferred: BigInt(row.transferred ?? 0),
    inputTokens: Number(row.input_tokens ?? 0),
    outputTokens: Number(row.output_tokens ?? 0),
    estimated: row.estimated === 'true',
  }))
}

export interface Outcome {
  id: string
  /** The caller got the head of an answer. */
  begun: boolean
  /** The caller got the whole answer. */
  whole: boolean
  /** Words of content and reasoning. Each word of the fake upstream is one token. */
  words: number
  /** The cost that the answer named. */
  told: bigint | null
}

/** How many more tokens our own table may count in a prompt than the upstream does. */
const promptSlack = 40

/** The most tokens that an answer may be told to have: the ceiling where we end it ourselves, else the model's own. */
const mostOf = ({ stream, asked }: LoggedCall): number => (stream ? (asked ?? longestOutput) : longestOutput)

/**
 * Compares every bill with the upstream's own log. Each call served has exactly one settled record; it costs what the tokens in it cost,
 * never more than was held, and that is what was moved and what the caller was told. A whole answer costs exactly what the upstream
 * reported; where that was more than the answer may have, exactly the words that came. None costs more than the whole would.
 *
 * A process may die while a call's upstream is asked and its hold is placed. Such a call has no record, and its caller got nothing.
 * `isSerial` names the calls whose hold came first in any case.
 */
export function compareWithLog(rows: Row[], log: LoggedCall[], outcomes: Outcome[], isSerial = (_id: string) => false): void {
  const byClient = Map.groupBy(rows, (row) => row.clientId)
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  const mustBeThere = (id: string) => isSerial(id) || byId.get(id)?.begun
  const lost = log.flatMap(({ id }) => (id && !byClient.has(id) && mustBeThere(id) ? [id] : []))
  const double = [...byClient].filter(([, list]) => list.length > 1).map(([id]) => id)
  const unmoved = rows.filter((row) => row.charge !== null && row.charge !== row.transferred).map((row) => row.id)
  const unpriced = rows.filter((row) => (row.charge ?? 0n) !== oddCharge({ input: row.inputTokens, output: row.outputTokens }))
  const above = rows.filter((row) => (row.charge ?? 0n) > row.hold)
  const wrong: string[] = []
  for (const call of log) {
    const row = byClient.get(call.id ?? '')?.[0]
    const outcome = byId.get(call.id ?? '')
    if (row) wrong.push(...faultsOf(call, row, outcome).map((fault) => `${call.id} (${call.model}): ${fault}`))
  }
  expect({ lost, double, unmoved, unpriced, above, wrong }).toEqual({
    lost: [],
    double: [],
    unmoved: [],
    unpriced: [],
    above: [],
    wrong: [],
  })
}

function faultsOf(call: LoggedCall, row: Row, outcome: Outcome | undefined): string[] {
  const most = mostOf(call)
  const credible = call.completionTokens <= most
  const { inputTokens, outputTokens, estimated, charge } = row
  if (!outcome?.whole) {
    const whole = oddCharge({ input: call.promptTokens + promptSlack, output: Math.min(call.completionTokens, most) })
    return (charge ?? 0n) > whole ? [`${charge} above ${whole}`] : []
  }
  const told = outcome.told === charge ? [] : [`told ${outcome.told} and charged ${charge}`]
  const said = `${inputTokens} in, ${outputTokens} out, estimated ${estimated}`
  const exact = !estimated && inputTokens === call.promptTokens && outputTokens === call.completionTokens
  const counted = estimated && inputTokens <= call.promptTokens + promptSlack && inputTokens > 0 && outputTokens === outcome.words
  return (credible ? exact : counted) ? told : [...told, `${said}, where the upstream told ${call.completionTokens} of at most ${most}`]
}
