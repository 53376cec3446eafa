import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'

export interface FreeToSpend {
  /** In nanos: the balance, and what running calls leave of it. */
  wallet: { whole: bigint; free: bigint }
  /** What running calls leave of the spend limit that leaves least; null where there is none. */
  limits: bigint | null
}

const sql = {
  name: 'ledger.free-to-spend',
  text: `select cash + granted as whole, cash + granted - held as free,
      (select min(ceiling - spent - held) from spend_limits where id = any($2::text[])) as limits
    from wallets where id = $1::int`,
}
const freeRow = z.object({ whole: z.bigint(), free: z.bigint(), limits: z.bigint().nullable() })

/** Reads the money of a call before its size is known. It decides nothing; the hold does. */
export async function freeToSpend({ walletId, limitIds }: { walletId: number; limitIds: readonly string[] }): Promise<FreeToSpend> {
  const [row] = await rowsOf(pool(), freeRow, sql, [walletId, limitIds])
  return { wallet: { whole: row?.whole ?? 0n, free: row?.free ?? 0n }, limits: row?.limits ?? null }
}
