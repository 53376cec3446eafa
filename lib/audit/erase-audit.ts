import 'server-only'
import * as z from 'zod'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { audit } from './audit'
import { leastAuditDays } from './names'

const atOnce = 10_000

const erasedRow = z.object({ count: z.int(), last: z.date().nullable() })

// That a month was closed is what explains its missing records, as long as there are books.
const eraseSql = `with old as (
    select id from audit_entries where time < now() - make_interval(days => $1) and action <> 'wallet.close_month' order by time limit ${atOnce}),
  gone as (delete from audit_entries where id in (select id from old) returning time)
  select count(*)::int as count, max(time) as last from gone`

/** Erases entries that are older than so many days, and says in the trail how many. Returns how many. */
export function eraseAudit(days: number): Promise<number> {
  return transaction(async (tx) => {
    await run(tx, 'select pg_advisory_xact_lock(5273006)')
    const [erased] = await rowsOf(tx, erasedRow, eraseSql, [Math.max(days, leastAuditDays)])
    if (!erased || erased.count === 0) return 0
    await audit(tx, { actor: { id: null }, action: 'audit.erase', after: { entries: erased.count, upTo: erased.last } })
    return erased.count
  })
}
