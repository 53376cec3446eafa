import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'

export interface FreeToSpend {
  /** In nanos: the balance, and what running calls leave of it. */
  wallet: { whole: bigint; free: bigint }
  /** The spend limit that leaves least, and what running calls leave of it. */
  limit: { id: string; free: bigint } | undefined
}

const sql = {
  name: 'ledger.free-to-spend',
  text: `select cash + granted as whole, cash + granted - held as free,
      l.id as limit_id, l.free as limit_free
    from wallets left join (
      select id, ceiling - spent - held as free from spend_limits where id = any($2::text[]) and ceiling is not null
      order by free limit 1) l on true
    where wallets.id = $1::int`,
}
const freeRow = z.object({ whole: z.bigint(), free: z.bigint(), limit_id: z.string().nullable(), limit_free: z.bigint().nullable() })

/** Reads the money of a call before its size is known. It decides nothing; the hold does. */
export async function freeToSpend({ walletId, limitIds }: { walletId: number; limitIds: readonly string[] }): Promise<FreeToSpend> {
  const [row] = await rowsOf(pool(), freeRow, sql, [walletId, limitIds])
  const limit = row?.limit_id && row.limit_free !== null ? { id: row.limit_id, free: row.limit_free } : undefined
  return { wallet: { whole: row?.whole ?? 0n, free: row?.free ?? 0n }, limit }
}
