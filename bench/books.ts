import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { runScript } from '../e2e/atrium.ts'
import type { Contender } from './measure.ts'
import { floodModel, type Stand } from './stand.ts'

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

/** Calls whose callers have left are settled a moment later. */
async function settledBy(client: pg.Client, until: number): Promise<{ settled: string; charged: string; held: string }> {
  const { rows } = await client.query(
    `select count(*) filter (where status = 200) as settled, coalesce(sum(charge), 0)::text as charged,
            (select coalesce(sum(held), 0)::text from wallets) as held from usage_records where model <> $1`,
    [floodModel],
  )
  if (rows[0].held === '0' || performance.now() > until) return rows[0]
  await sleep(500)
  return settledBy(client, until)
}

/** Checks that every call that was served has been charged exactly, since a gateway that loses bills is easily fast. */
export async function checkBooks(stand: Stand, contender: Contender): Promise<Books> {
  const client = new pg.Client({ connectionString: stand.atrium.databaseUrl })
  await client.connect()
  const { settled: count, charged, held } = await settledBy(client, performance.now() + 30_000)
  await client.end()
  const { code, output } = await runScript('ledger:verify', stand.atrium)
  const { upstream, nanos: expectedNanos } = contender.served
  const settled = Number(count)
  const heldNanos = BigInt(held)
  const chargedNanos = BigInt(charged)
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
