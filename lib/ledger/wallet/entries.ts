import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import type { WalletAccount } from '../names'
import { accountId } from './accounts'
import { type Transfer, walletAccountOf } from './transfer'

const transferRow = z.object({
  id: z.bigint(),
  time: z.date(),
  kind: z.string(),
  from_account: z.bigint(),
  to_account: z.bigint(),
  amount: z.bigint(),
  balance_after: z.bigint(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
})
type Row = z.infer<typeof transferRow>

/** A transfer as its wallet sees it. An amount that came in is above zero. */
function entryOf({ from_account, to_account, amount, balance_after, ...row }: Row): Transfer {
  const incoming = to_account > 0n
  return {
    id: row.id,
    time: row.time,
    kind: row.kind,
    account: walletAccountOf(incoming ? to_account : from_account),
    amount: incoming ? amount : -amount,
    balanceAfter: balance_after,
    reference: row.reference,
    note: row.note,
  }
}

const place = z.tuple([z.string().regex(/^\d{1,18}$/)])

/** Lists the wallet's history, newest first. Paging is stable, because rows are never changed and new ones come before the first page. */
export async function entries({
  walletId,
  account,
  cursor,
  limit,
}: Paging & { walletId: number; account?: WalletAccount | undefined }): Promise<{ entries: Transfer[]; nextCursor: string | null }> {
  const after = readCursor(cursor, place)
  const rows = await rowsOf(
    pool(),
    transferRow,
    `select id, time, kind, from_account, to_account, amount, balance_after, reference, note from transfers
     where wallet_id = $1 and ($2::bigint is null or id < $2) and ($4::bigint is null or $4 in (from_account, to_account))
     order by id desc limit $3`,
    [walletId, after?.[0] ?? null, limit + 1, account ? accountId(walletId, account) : null],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [String(row.id)])
  return { entries: page.map(entryOf), nextCursor }
}

const mostRows = 20_000

/** Lists the newest 20 000 entries, for a file. */
export async function allEntries(of: { walletId: number; account?: WalletAccount | undefined }): Promise<Transfer[]> {
  const all: Transfer[] = []
  let cursor: string | undefined
  do {
    const page = await entries({ ...of, limit: 1000, cursor })
    all.push(...page.entries)
    cursor = page.nextCursor ?? undefined
  } while (cursor && all.length < mostRows)
  return all
}
