/** What the accounts hold for a request, by the transfers that name it. */
const movedFor = (account: number) => `
  select coalesce(reference, 'transfer ' || id) as id, sum(case when to_account = ${account} then amount else -amount end) as amount
  from transfers where ${account} in (from_account, to_account) group by 1`

/** Compares requests with the transfers that name them. */
export const verifyRequests: Record<string, string> = {
  'payable holds something else than the withdrawals that wait': `
    select coalesce(r.id, m.id) as id, coalesce(r.amount, 0) as expected, coalesce(m.amount, 0) as found
    from (select id, amount from money_requests where kind = 'withdrawal' and state = 'pending') r full join (${movedFor(-7)}) m using (id)
    where coalesce(r.amount, 0) <> coalesce(m.amount, 0)`,
  'payouts hold something else than the withdrawals that were approved': `
    select coalesce(r.id, m.id) as id, coalesce(r.amount, 0) as expected, coalesce(m.amount, 0) as found
    from (select id, amount from money_requests where kind = 'withdrawal' and state in ('approved', 'paid')) r full join (${movedFor(-4)}) m using (id)
    where coalesce(r.amount, 0) <> coalesce(m.amount, 0)`,
  'a recharge was not credited by its amount when it was approved': `
    select coalesce(r.id, m.id) as id, coalesce(r.amount, 0) as expected, coalesce(m.amount, 0) as found
    from (select id, amount from money_requests where kind = 'recharge' and state = 'approved') r
    full join (select reference as id, sum(amount) as amount from transfers where kind = 'recharge' and reference is not null group by reference) m using (id)
    where coalesce(r.amount, 0) <> coalesce(m.amount, 0)`,
}
