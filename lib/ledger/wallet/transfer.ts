import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import type { WalletAccount } from '../names'
import { accountId, currencyOf, type SystemAccount, systemAccounts } from './accounts'

export interface TransferRequest {
  walletId: number
  account: WalletAccount
  /** In nanos, or in whole points. Above zero it comes into the wallet from `counterpart`, below zero it goes out to it. It is never zero. */
  amount: bigint
  counterpart: SystemAccount
  kind: string
  /** Names the event that this transfer belongs to. The database refuses a second transfer with the same key (23505). */
  idempotencyKey: string
  actorId?: number | null
  reference?: string | null
  note?: string | null
  /** The id of the transfer that this one corrects. */
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

// An amount that goes out must be on its own account, and cash and grant together must still cover what running calls hold. An amount that
// comes in is never refused, whatever the wallet owes. Its comparison is always true; it is there to compute the sum, so that a sum beyond
// a bigint fails here (22003) and not in every later call of the wallet.
const sql = `
with u as (
  update wallets set cash = cash + $2::bigint * ($3::text = 'cash')::int, granted = granted + $2::bigint * ($3::text = 'grant')::int,
    points = points + $2::bigint * ($3::text = 'points')::int, lines = lines + 1
  where id = $1::int and case when $2::bigint > 0 then $3::text = 'points' or cash + granted + $2::bigint > cash + granted
    else case $3::text when 'cash' then cash when 'grant' then granted else points end + $2::bigint >= 0
      and ($3::text = 'points' or cash + granted - held + $2::bigint >= 0) end
  returning case $3::text when 'cash' then cash when 'grant' then granted else points end as balance, lines)
insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, wallet_id, balance_after, line, actor_id, reference, note, corrects)
select $4::text, $5::text, $6::text, case when $2::bigint > 0 then $8::bigint else $7::bigint end,
  case when $2::bigint > 0 then $7::bigint else $8::bigint end, abs($2::bigint), $1::int, u.balance, u.lines, $9::int, $10::text, $11::text, $12::bigint
from u
returning id, time, balance_after`

const transferRow = z.object({ id: z.bigint(), time: z.date(), balance_after: z.bigint() })

/** Moves money between a wallet's account and the system's in one guarded statement. Returns null when the wallet does not have that much. */
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
