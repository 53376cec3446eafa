import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { nanosPerCent } from '@/lib/money'
import { saidMoney } from '@/lib/notices/said'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'

const limit = 'coalesce(c.low_balance, $1::bigint)'
const free = 'w.cash + w.granted - w.held'

// Only who has called lately is warned: nobody else misses the money.
const newlyLowSql = `
select w.id, w.user_id, ${free} as free from wallets w join users u on u.id = w.user_id and u.enabled
  left join notice_choices c on c.user_id = w.user_id
where ${free} < ${limit} and not exists (select from low_balances l where l.wallet_id = w.id)
  and exists (select from usage_hours h where h.user_id = w.user_id and h.hour > now() - interval '14 days')
limit 1000`

const enoughAgainSql = `
delete from low_balances l using wallets w left join notice_choices c on c.user_id = w.user_id
where w.id = l.wallet_id and ${free} >= ${limit}`

const lowRow = z.object({ id: z.int(), user_id: z.int(), free: z.bigint() })
const sinceRow = z.object({ since: z.date() })

/** Tells users once that little money is left, and again only after there was enough in between. Returns how many were told. */
export async function warnLowBalances(): Promise<number> {
  const { lowBalance } = settings()
  await run(pool(), enoughAgainSql, [lowBalance])
  const low = await rowsOf(pool(), lowRow, newlyLowSql, [lowBalance])
  let told = 0
  for (const { id, user_id, free } of low)
    await transaction(async (tx) => {
      const [row] = await rowsOf(tx, sinceRow, 'insert into low_balances (wallet_id) values ($1) on conflict do nothing returning since', [
        id,
      ])
      if (!row) return
      const values = { balance: saidMoney(free - (free % nanosPerCent)) }
      await tell(tx, { userId: user_id, event: 'low_balance', values, href: '/wallet', key: row.since.toISOString() })
      told++
    })
  return told
}
