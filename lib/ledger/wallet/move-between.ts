import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { type SystemAccount, systemAccounts } from './accounts'

export interface Move {
  from: SystemAccount
  to: SystemAccount
  /** In nanos, above zero. */
  amountNanos: bigint
  kind: string
  /** The database refuses a second move with the same key (23505). */
  idempotencyKey: string
  actorId: number | null
  reference: string
}

/** Moves money between two of the system's accounts. No wallet takes part, and so it is a line of none. */
export async function moveBetween(tx: Tx, { from, to, amountNanos, kind, idempotencyKey, actorId, reference }: Move): Promise<void> {
  await run(
    tx,
    `insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, actor_id, reference)
     values ($1, $2, 'money', $3::bigint, $4::bigint, $5::bigint, $6::int, $7)`,
    [idempotencyKey, kind, BigInt(systemAccounts[from]), BigInt(systemAccounts[to]), amountNanos, actorId, reference],
  )
}
