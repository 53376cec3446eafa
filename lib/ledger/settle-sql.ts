/**
 * Settles a whole group of holds in one statement: whoever finds the record still held does it, a second time finds nothing.
 * Wallets first, then spend limits, each locked in id order. Grants are spent before cash, call by call in the order given;
 * each account used gets one transfer, whose key is the call's id. The new balances are computed from the locked rows, not from the
 * rows to be updated: of those PostgreSQL takes the statement's older version first, and would judge the CHECKs by it.
 */
export const settleSql = `
with q as materialized (
  select * from unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::int[], $9::text[],
    $10::int[], $11::int[], $12::int[], $13::int[], $14::boolean[], $15::int[], $16::int[], $17::int[], $18::text[], $19::text[], $20::int[])
    with ordinality as t(id, time, charge, model_used, upstream, upstream_model, attempts, status, error_code, input_tokens, cached_tokens,
      output_tokens, reasoning_tokens, estimated, ttft_ms, duration_ms, queue_ms, finish_reason, price_version_id, multiplier, n)),
d as materialized (
  update usage_records r set state = 'settled', charge = q.charge, model_used = q.model_used, upstream = q.upstream,
    upstream_model = q.upstream_model, attempts = q.attempts, status = q.status, error_code = q.error_code, input_tokens = q.input_tokens,
    cached_tokens = q.cached_tokens, output_tokens = q.output_tokens, reasoning_tokens = q.reasoning_tokens, estimated = q.estimated,
    ttft_ms = q.ttft_ms, duration_ms = q.duration_ms, queue_ms = q.queue_ms, finish_reason = q.finish_reason,
    price_version_id = coalesce(q.price_version_id, r.price_version_id), multiplier = coalesce(q.multiplier, r.multiplier),
    settled_xid = pg_current_xact_id()::text::bigint
  from q where r.time = q.time and r.id = q.id and r.state = 'held'
  returning r.id, r.wallet_id, r.limit_id, r.hold, q.charge, q.n),
w as materialized (
  select id, cash, granted, held from wallets where id in (select wallet_id from d where hold <> 0 or charge <> 0) order by id for update),
l as materialized (
  select id, spent, held from spend_limits where id in (select limit_id from d where hold <> 0 or charge <> 0) and (select count(*) from w) >= 0
  order by id for update),
run as (
  select d.*, w.cash, w.granted, w.held, sum(d.charge) over (partition by d.wallet_id order by d.n) as upto from d join w on w.id = d.wallet_id),
part as materialized (
  select *, least(charge, greatest(0, granted - (upto - charge)))::bigint as from_grant from run),
wu as (
  update wallets set held = s.held, granted = s.granted, cash = s.cash
  from (select wallet_id, max(held) - sum(hold)::bigint as held, max(granted) - sum(from_grant)::bigint as granted,
    max(cash) - sum(charge - from_grant)::bigint as cash from part group by wallet_id) s where wallets.id = s.wallet_id),
lu as (
  update spend_limits set held = s.held, spent = s.spent
  from (select l.id, max(l.held) - sum(part.hold)::bigint as held, max(l.spent) + sum(part.charge)::bigint as spent
    from part join l on l.id = part.limit_id group by l.id) s where spend_limits.id = s.id)
insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, wallet_id, balance_after, reference)
select case when m.grant_part then part.id || ':grant' else part.id end, 'charge', 'money', part.wallet_id::bigint * 4 + m.grant_part::int, -1,
  case when m.grant_part then from_grant else charge - from_grant end, wallet_id,
  case when m.grant_part then greatest(0, granted - upto) else cash - greatest(0, upto - granted) end::bigint, part.id
from part cross join (values (true), (false)) as m(grant_part)
where case when m.grant_part then from_grant else charge - from_grant end > 0
order by part.n, m.grant_part desc`
