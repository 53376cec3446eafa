import pg from 'pg'
import { runScript } from '../e2e/atrium.ts'
import type { Contender } from './measure.ts'
import type { Stand } from './stand.ts'

// A call has 14 tokens in and 250 out, or 64 in a stream, at 2 and 8 per million tokens.
const callNanos = 14n * 2000n + 250n * 8000n
const streamNanos = 14n * 2000n + 64n * 8000n

export interface Books {
  name: string
  /** How many calls the upstream finished, and how many the records hold. */
  upstream: number
  settled: number
  /** What the wallets still hold for running calls, of which there are none any more. */
  heldNanos: bigint
  expectedNanos: bigint
  chargedNanos: bigint
  verify: string
  right: boolean
}

/** Checks that every call that was served has been charged exactly, since a gateway that loses bills is easily fast. */
export async function checkBooks(stand: Stand, contender: Contender): Promise<Books> {
  const client = new pg.Client({ connectionString: stand.atrium.databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    `select count(*) filter (where status = 200) as settled, coalesce(sum(charge), 0)::text as charged,
            (select coalesce(sum(held), 0)::text from wallets) as held from usage_records`,
  )
  await client.end()
  const { code, output } = await runScript('ledger:verify', stand.atrium)
  const { paid, streams, upstream } = contender.served
  const settled = Number(rows[0].settled)
  const heldNanos = BigInt(rows[0].held)
  const expectedNanos = BigInt(paid) * callNanos + BigInt(streams) * streamNanos
  const chargedNanos = BigInt(rows[0].charged)
  const right = settled === upstream && heldNanos === 0n && expectedNanos === chargedNanos && code === 0
  return {
    name: contender.door,
    upstream,
    settled,
    heldNanos,
    expectedNanos,
    chargedNanos,
    verify: output.trim().split('\n').at(-1) ?? '',
    right,
  }
}
