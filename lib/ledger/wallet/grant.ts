import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import type { SystemAccount } from './accounts'
import { reconcileLots } from './reconcile-lots'
import { type Transfer, transfer } from './transfer'

export interface GrantRequest {
  walletId: number
  amountNanos: bigint
  expiresAt?: Date | null
  kind: string
  idempotencyKey: string
  counterpart?: SystemAccount
  actorId?: number | null
  reference?: string | null
  note?: string | null
}

/** Gives money that can be spent but not paid out, as a lot of its own that may expire. */
export async function grant(
  tx: Tx,
  { walletId, amountNanos, expiresAt, counterpart = 'promotions', ...rest }: GrantRequest,
): Promise<Transfer> {
  await run(tx, 'select id from wallets where id = $1::int for update', [walletId])
  await reconcileLots(tx, walletId)
  const given = await transfer(tx, { ...rest, walletId, account: 'grant', amount: amountNanos, counterpart })
  if (!given) throw fail('internal', { cause: `there is no wallet ${walletId}` })
  await run(
    tx,
    `insert into grant_lots (wallet_id, amount, remaining, expires_at, transfer_id)
     values ($1::int, $2::bigint, $2::bigint, $3::text::timestamptz, $4::bigint)`,
    [walletId, amountNanos, expiresAt?.toISOString() ?? null, given.id],
  )
  return given
}
