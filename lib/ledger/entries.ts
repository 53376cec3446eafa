import 'server-only'
import { z } from 'zod'
import { pool } from '@/lib/db/pool'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import { type Transfer, walletAccountOf } from './transfer'

interface Row {
  id: bigint
  time: Date
  kind: string
  from_account: bigint
  to_account: bigint
  amount: bigint
  balance_after: bigint
  reference: string | null
  note: string | null
}

/** A transfer as its wallet sees it: what came in is above zero. */
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

/** The wallet's history, newest first. Paging is stable: rows are never changed and new ones come before the first page. */
export async function entries({
  walletId,
  cursor,
  limit,
}: Paging & { walletId: number }): Promise<{ entries: Transfer[]; nextCursor: string | null }> {
  const after = readCursor(cursor, place)
  const { rows } = await pool().query<Row>(
    `select id, time, kind, from_account, to_account, amount, balance_after, reference, note from transfers
     where wallet_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [walletId, after?.[0] ?? null, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [String(row.id)])
  return { entries: page.map(entryOf), nextCursor }
}
