/** Compares codes with the transfers that name them. */
export const verifyCodes: Record<string, string> = {
  'a code paid something else than its uses': `
    select coalesce(c.id, t.id) as id, coalesce(c.amount, 0) as expected, coalesce(t.amount, 0) as found
    from (select c.id, c.used * b.amount as amount from codes c join code_batches b on b.id = c.batch_id where c.used > 0) c
    full join (select reference as id, sum(amount) as amount from transfers where kind = 'code' group by 1) t using (id)
    where coalesce(c.amount, 0) <> coalesce(t.amount, 0)`,
  'a code was used more often than it may be': `
    select c.id, b.uses as expected, c.used as found from codes c join code_batches b on b.id = c.batch_id where c.used > b.uses`,
}
