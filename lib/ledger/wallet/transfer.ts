import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { type WalletAccount, walletAccounts } from '../names'
import { accountId, currencyOf, type SystemAccount, systemAccounts } from './accounts'

export interface TransferRequest {
  walletId: number
  account: WalletAccount
  /** Nanos (points: whole points) as the wallet sees them: above zero comes in from `counterpart`, below goes out to it. Never zero. */
  amount: bigint
  counterpart: SystemAccount
  kind: string
  /** What this transfer is the one effect of; a second one with the same key is refused by the database (23505). */
  idempotencyKey: string
  actorId?: number | null
  reference?: string | null
  note?: string | null
  /** Id of the transfer that this one sets right. */
  corrects?: bigint | null
}

export interface Transfer {
  id: bigint
  time: Date
  kind: string
  account: WalletAccount
  amount: bigint
  balanceAfter: bigint
  reference: string | null
  note: string | null
}

// What goes out must be there: on its own account, and beside what running calls hold on cash and grant together. What comes in is never
// refused, whatever is owed: it always makes the sum larger, and the comparison only works that sum out. Beyond a bigint it fails here
// (22003), not in every later call of the wallet.
const sql = `
with u as (
  update wallets set cash = cash + $2::bigint * ($3::text = 'cash')::int, granted = granted + $2::bigint * ($3::text = 'grant')::int,
    points = points + $2::bigint * ($3::text = 'points')::int
  where id = $1::int and case when $2::bigint > 0 then $3::text = 'points' or cash + granted + $2::bigint > cash + granted
    else case $3::text when 'cash' then cash when 'grant' then granted else points end + $2::bigint >= 0
      and ($3::text = 'points' or cash + granted - held + $2::bigint >= 0) end
  returning case $3::text when 'cash' then cash when 'grant' then granted else points end as balance)
insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, wallet_id, balance_after, actor_id, reference, note, corrects)
select $4::text, $5::text, $6::text, case when $2::bigint > 0 then $8::bigint else $7::bigint end,
  case when $2::bigint > 0 then $7::bigint else $8::bigint end, abs($2::bigint), $1::int, u.balance, $9::int, $10::text, $11::text, $12::bigint
from u
returning id, time, balance_after`

const transferRow = z.object({ id: z.bigint(), time: z.date(), balance_after: z.bigint() })

/** Moves money between a wallet's account and the system's, in one guarded statement; null when the wallet does not have it to give. */
export async function transfer(tx: Tx, request: TransferRequest): Promise<Transfer | null> {
  const { walletId, account, amount, kind } = request
  const reference = request.reference ?? null
  const note = request.note ?? null
  const [row] = await rowsOf(tx, transferRow, sql, [
    walletId,
    amount,
    account,
    request.idempotencyKey,
    kind,
    currencyOf(account),
    accountId(walletId, account),
    BigInt(systemAccounts[request.counterpart]),
    request.actorId ?? null,
    reference,
    note,
    request.corrects ?? null,
  ])
  return row ? { id: row.id, time: row.time, kind, account, amount, balanceAfter: row.balance_after, reference, note } : null
}

/** Which of a wallet's accounts this is. */
export const walletAccountOf = (id: bigint): WalletAccount => walletAccounts[Number(id % 4n)] ?? 'cash'
