import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { nanosPerCent } from '@/lib/money'
import { saidDay, saidMoney } from '@/lib/notices/said'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'
import { reconcileLots } from './reconcile-lots'

/** Less than a cent is not worth a word. */
const leastToTell = nanosPerCent

const soonSql = `
select g.id, w.id as wallet_id, w.user_id from grant_lots g join wallets w on w.id = g.wallet_id join users u on u.id = w.user_id and u.enabled
  left join notice_choices c on c.user_id = w.user_id
where g.remaining >= $2 and g.expires_at > now() and g.expires_at < now() + make_interval(days => coalesce(c.expiry_days, $1::int))
  and not exists (select from notices n where n.user_id = w.user_id and n.event = 'grant_expires' and n.key = g.id::text)
limit 1000`

const soonRow = z.object({ id: z.bigint(), wallet_id: z.int(), user_id: z.int() })
const lotRow = z.object({ remaining: z.bigint(), expires_at: z.date() })

/** Tells users once of each grant that will soon expire with money left. Returns how many were told of. */
export async function warnExpiringGrants(): Promise<number> {
  const { expiryDays } = settings()
  const soon = await rowsOf(pool(), soonRow, soonSql, [expiryDays, leastToTell])
  let told = 0
  for (const { id, wallet_id, user_id } of soon)
    await transaction(async (tx) => {
      // What a lot still has is brought up to date before anybody reads it.
      await rowsOf(tx, z.object({ id: z.int() }), 'select id from wallets where id = $1 for update', [wallet_id])
      await reconcileLots(tx, wallet_id)
      const [lot] = await rowsOf(tx, lotRow, 'select remaining, expires_at from grant_lots where id = $1', [id])
      if (!lot || lot.remaining < leastToTell) return
      const values = { amount: saidMoney(lot.remaining - (lot.remaining % nanosPerCent)), date: saidDay(lot.expires_at) }
      await tell(tx, { userId: user_id, event: 'grant_expires', values, href: '/wallet', key: String(id) })
      told++
    })
  return told
}
