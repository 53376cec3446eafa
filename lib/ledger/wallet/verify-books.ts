import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { verifyCharges } from './verify-charges'
import { verifyCodes } from './verify-codes'
import { verifyHours } from './verify-hours'
import { verifyRequests } from './verify-requests'

export interface Difference {
  what: string
  id: string
  expected: bigint
  found: bigint
}

const bothSides = `
  select account, sum(amount) as amount from (
    select to_account as account, amount from transfers union all select from_account, -amount from transfers
    union all select wallet_id::bigint * 4, from_grant - charge from usage_records where line is not null
    union all select wallet_id::bigint * 4 + 1, -from_grant from usage_records where line is not null
    union all select -1, charge from usage_records where line is not null
    union all select wallet_id::bigint * 4, -from_cash from closed_charges
    union all select wallet_id::bigint * 4 + 1, -from_grant from closed_charges
    union all select -1, from_cash + from_grant from closed_charges) sides
  group by account`

const balances = `
  select wallet_id, line, 'cash' as account, cash as change, cash_after as after, transfer_id is null as charged from ledger_lines
  union all select wallet_id, line, 'grant', granted, granted_after, transfer_id is null from ledger_lines
  union all select wallet_id, line, 'points', points, points_after, false from ledger_lines`

/** Each statement finds the rows that are wrong, with their id, what they should hold and what they hold. */
const checks: Record<string, string> = {
  'balance of an account is not the sum of what was moved': `
    with sums as (${bothSides})
    select a.id::text, coalesce(s.amount, 0) as expected, a.balance as found
    from (select id::bigint * 4 as id, cash as balance from wallets union all select id::bigint * 4 + 1, granted from wallets
      union all select id::bigint * 4 + 2, points from wallets) a left join sums s on s.account = a.id
    where a.balance <> coalesce(s.amount, 0)`,
  'a transfer names an account that is not there or has another currency': `
    select t.id::text, 0 as expected, t.amount as found from transfers t
    left join ledger_accounts f on f.id = t.from_account and f.currency = t.currency
    left join ledger_accounts o on o.id = t.to_account and o.currency = t.currency where f.id is null or o.id is null`,
  'the accounts of a currency do not add up to nothing': `
    with sums as (${bothSides})
    select a.currency as id, 0 as expected, sum(s.amount) as found from ledger_accounts a join sums s on s.account = a.id
    group by a.currency having sum(s.amount) <> 0`,
  'a wallet does not have each of its lines once': `
    select w.id::text, w.lines as expected, coalesce(n.lines, 0) as found from wallets w
    left join (
      select wallet_id, sum(line - first_line + 1) as lines, bool_and(first_line = before + 1) as whole
      from (select *, lag(line, 1, 0::bigint) over (partition by wallet_id order by line) as before from ledger_lines) l
      group by wallet_id) n on n.wallet_id = w.id
    where w.lines <> coalesce(n.lines, 0) or not n.whole`,
  'balance after a line is not what the lines so far add up to': `
    select wallet_id || ' line ' || line || ' ' || account as id, expected, coalesce(after, 0) as found
    from (select *, sum(change) over (partition by wallet_id, account order by line) as expected from (${balances}) moves) run
    where after <> expected or (after is null and (charged or change <> 0))`,
  'held by a wallet is not the sum of its open holds': `
    select coalesce(w.id, r.wallet_id)::text as id, coalesce(r.hold, 0) as expected, coalesce(w.held, 0) as found from wallets w
    full join (select wallet_id, sum(hold) as hold from open_holds group by wallet_id) r on r.wallet_id = w.id
    where coalesce(w.held, 0) <> coalesce(r.hold, 0)`,
  'held by a spend limit is not the sum of its open holds': `
    select id, coalesce(r.hold, 0) as expected, coalesce(l.held, 0) as found from spend_limits l
    full join (select id, sum(hold) as hold from (select unnest(string_to_array(limit_ids, ' ')) as id, hold from open_holds) h
      group by id) r using (id)
    where coalesce(l.held, 0) <> coalesce(r.hold, 0)`,
  'spending of a limit is not the sum of its calls': `
    select id, coalesce(l.before, 0) + coalesce(r.charge, 0) as expected, coalesce(l.spent, 0) as found from spend_limits l
    full join (select id, sum(charge) as charge from (select unnest(string_to_array(limit_ids, ' ')) as id, charge from usage_records
      where charge > 0 union all select limit_id, charge from closed_spending) c group by id) r using (id)
    where coalesce(l.spent, 0) <> coalesce(l.before, 0) + coalesce(r.charge, 0)`,
  'charge of a call is not what was moved for it': `
    select r.id, r.charge as expected, coalesce(t.amount, 0) + case when r.line is null then 0 else r.charge end as found
    from usage_records r
    left join (select reference, sum(amount) as amount from transfers where kind = 'charge' group by reference) t on t.reference = r.id
    where r.charge <> coalesce(t.amount, 0) + case when r.line is null then 0 else r.charge end or r.from_grant not between 0 and r.charge`,
  'lots of a wallet hold less than its grant account': `
    select w.id::text, w.granted as expected, coalesce(g.remaining, 0) as found from wallets w
    left join (select wallet_id, sum(remaining) as remaining from grant_lots group by wallet_id) g on g.wallet_id = w.id
    where w.granted > coalesce(g.remaining, 0)`,
  'a lot is not what was given': `
    select coalesce('lot ' || l.id, 'transfer ' || t.id) as id, coalesce(t.amount, 0) as expected, coalesce(l.amount, 0) as found
    from grant_lots l full join (select * from transfers where to_account > 0 and to_account % 4 = 1) t
      on t.id = l.transfer_id and t.wallet_id = l.wallet_id
    where t.amount is distinct from l.amount`,
  'a transfer has more than one lot': `
    select transfer_id::text as id, 1 as expected, count(*) as found from grant_lots group by transfer_id having count(*) > 1`,
  'points taken for a message are not what was moved for it': `
    select p.call_id as id, coalesce(-t.amount, 0) as expected, p.points as found from taken_points p
    left join (select reference, sum(case when from_account > 0 then -amount else amount end) as amount from transfers
      where kind in ('message', 'message_returned') group by reference) t on t.reference = p.call_id
    where p.points <> coalesce(-t.amount, 0)`,
  'points of a message came back without having been taken': `
    select b.reference as id, coalesce(t.amount, 0) as expected, b.amount as found from transfers b
    left join transfers t on t.idempotency_key = 'message:' || b.reference and t.wallet_id = b.wallet_id
    where b.kind = 'message_returned' and b.amount is distinct from t.amount`,
  ...verifyCharges,
  ...verifyHours,
  ...verifyCodes,
  ...verifyRequests,
}

const differenceRow = z.object({ id: z.string(), expected: z.string(), found: z.string() })

/** What the transaction sees. */
export async function differencesIn(tx: Tx): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const [what, sql] of Object.entries(checks)) {
    const rows = await rowsOf(tx, differenceRow, `select id, expected::text, found::text from (${sql}) wrong limit 1000`)
    for (const { id, expected, found } of rows) differences.push({ what, id, expected: BigInt(expected), found: BigInt(found) })
  }
  return differences
}

/** Recomputes every balance from the transfers and records, and every hold from the groups, as of one moment. Returns the differences. */
export function verifyBooks(): Promise<Difference[]> {
  return transaction(
    async (tx) => {
      await run(tx, 'set transaction read only')
      // No month is closed meanwhile: its records would be gone, and the sums of them not yet there at the moment that this transaction sees.
      await run(tx, 'lock table usage_records in access share mode')
      return differencesIn(tx)
    },
    { isolationLevel: 'RepeatableRead' },
  )
}
