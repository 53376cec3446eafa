/**
 * Holds for a whole group of calls in one statement. Wallets are locked first, then spend limits, each in id order: any other order
 * deadlocks with the settlements. Within a group each call is measured against what those before it leave (whether they were admitted
 * or not, so some that would fit are told to try again); a hold of 0 asks nothing of anybody.
 * $1 process, then arrays: $2 … $18 one value a call, $19 wallets and $20 limits that hold something. Answers only who was not admitted.
 */
export const admitSql = `
with q as materialized (
  select * from unnest($2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::boolean[], $14::text[], $15::text[], $16::text[], $17::text[], $18::int[]) with ordinality
    as t(id, time, user_id, wallet_id, key_id, limit_id, hold, endpoint, protocol, model, group_name, stream, address, client_request_id,
      key_name, price_version_id, multiplier, n)),
w as materialized (
  select id, cash + granted as whole, cash + granted - held as free from wallets where id = any($19::int[]) order by id for update),
l as materialized (
  select id, ceiling - spent as whole, ceiling - spent - held as free from spend_limits
  where id = any($20::text[]) and (select count(*) from w) >= 0 order by id for update),
r as (
  select q.n, q.hold, q.wallet_id, q.limit_id, w.whole as wallet_whole, w.free as wallet_free, l.whole as limit_whole, l.free as limit_free,
    q.hold = 0 or (w.id is not null
      and sum(q.hold) over (partition by q.wallet_id order by q.n) <= w.free
      and (q.limit_id is null or l.id is not null)
      and (l.free is null or sum(q.hold) over (partition by q.limit_id order by q.n) <= l.free)) as ok
  from q left join w on w.id = q.wallet_id left join l on l.id = q.limit_id),
v as materialized (
  select *, coalesce(sum(hold) filter (where ok) over (partition by wallet_id), 0) as wallet_taken,
    coalesce(sum(hold) filter (where ok) over (partition by limit_id), 0) as limit_taken from r),
wu as (
  update wallets set held = wallets.held + s.amount
  from (select wallet_id, sum(hold)::bigint as amount from v where ok and hold > 0 group by wallet_id) s where wallets.id = s.wallet_id),
lu as (
  update spend_limits set held = spend_limits.held + s.amount
  from (select limit_id, sum(hold)::bigint as amount from v where ok and hold > 0 and limit_id is not null group by limit_id) s
  where spend_limits.id = s.limit_id),
ins as (
  insert into usage_records (time, id, state, process_id, user_id, wallet_id, key_id, limit_id, key_name, group_name, endpoint, protocol,
    model, stream, address, client_request_id, price_version_id, multiplier, hold)
  select q.time, q.id, 'held', $1, q.user_id, q.wallet_id, q.key_id, q.limit_id, q.key_name, q.group_name, q.endpoint, q.protocol, q.model,
    q.stream, q.address, q.client_request_id, q.price_version_id, q.multiplier, q.hold
  from q join v on v.n = q.n where v.ok order by q.n)
select n::int as place, coalesce(wallet_whole, 0)::text as wallet_whole, (coalesce(wallet_free, 0) - wallet_taken)::text as wallet_left,
  limit_whole::text as limit_whole, (limit_free - limit_taken)::text as limit_left, limit_id is not null as limited
from v where not ok`
