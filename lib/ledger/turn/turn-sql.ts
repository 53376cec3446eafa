import { unitNames, unitTable } from '@/lib/units'

/** The number of parameters of each half. The admissions' begin after the settlements'. */
const settlements = `$1::text[], $2::timestamptz[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::int[], $9::text[],
    $10::boolean[], $11::int[], $12::int[], $13::int[], $14::text[], $15::text[], $16::int[]`
const admissions = `$21::text[], $22::timestamptz[], $23::int[], $24::int[], $25::text[], $26::text[], $27::bigint[], $28::text[], $29::text[],
    $30::text[], $31::text[], $32::boolean[], $33::text[], $34::text[], $35::text[], $36::text[], $37::int[]`

/** One array holds all units of the first settlement, then those of the second: an array for each unit would cost every turn. */
const setUnits = unitNames
  .map((unit, place) => `${unitTable[unit].column} = ($17::int[])[(s.n::int - 1) * ${unitNames.length} + ${place + 1}]`)
  .join(', ')

/**
 * Settles and admits whole groups of calls in one statement, which is all or nothing. Settlements come first, since they free what
 * admissions may need; either group may be empty.
 *
 * Locks: records in the order given (by time and id), then wallets, then spend limits, each by id; whoever else locks several of them
 * does it in this order. All new balances are computed from the locked rows, not from the rows to be updated: of those PostgreSQL takes
 * the statement's older version first, and would judge the CHECKs by it. The ids to lock are arrays, not sub-selects: a row that was
 * waited for is judged once more, and a sub-select of what this statement has written finds nothing then.
 *
 * A settlement that finds its record no longer held does nothing. Grants are spent before cash, call by call in the order given; each
 * account used gets one transfer, whose key is the call's id. Each admission is measured against what those before it leave (whether they
 * were admitted or not, so some that would fit are told to try again); a hold of 0 asks nothing of anybody.
 *
 * $1 … $16 one value a settlement, $17 its units one after the other, $18 and $19 the earliest and latest of their times (so that only
 * their partitions are opened); $20 the process, $21 … $37 one value an admission. Answers only who was not admitted.
 */
export const turnSql = `
with s as materialized (
  select * from unnest(${settlements})
    with ordinality as t(id, time, charge, model_used, upstream, upstream_model, attempts, status, error_code, estimated, ttft_ms,
      duration_ms, queue_ms, finish_reason, price_version_id, multiplier, n)),
d as materialized (
  update usage_records r set state = 'settled', charge = s.charge, model_used = s.model_used, upstream = s.upstream,
    upstream_model = s.upstream_model, attempts = s.attempts, status = s.status, error_code = s.error_code, ${setUnits},
    estimated = s.estimated, ttft_ms = s.ttft_ms, duration_ms = s.duration_ms, queue_ms = s.queue_ms, finish_reason = s.finish_reason,
    price_version_id = coalesce(s.price_version_id, r.price_version_id), multiplier = coalesce(s.multiplier, r.multiplier),
    settled_xid = pg_current_xact_id()::text::bigint
  from s where r.time = s.time and r.id = s.id and r.state = 'held' and r.time between $18::timestamptz and $19::timestamptz
  returning r.id, r.wallet_id, r.limit_id, r.hold, s.charge, s.n),
a as materialized (
  select * from unnest(${admissions}) with ordinality
    as t(id, time, user_id, wallet_id, key_id, limit_id, hold, endpoint, protocol, model, group_name, stream, address, client_request_id,
      key_name, price_version_id, multiplier, n)),
w as materialized (
  select id, cash, granted, held from wallets
  where id = any(array(select wallet_id from d where hold <> 0 or charge <> 0 union all select wallet_id from a where hold > 0))
  order by id for update),
l as materialized (
  select id, ceiling, spent, held from spend_limits
  where id = any(array(select limit_id from d where hold <> 0 or charge <> 0 union all select limit_id from a where hold > 0))
    and (select count(*) from w) >= 0
  order by id for update),
part as materialized (
  select *, least(charge, greatest(0, granted - (upto - charge)))::bigint as from_grant
  from (select d.*, w.cash, w.granted, sum(d.charge) over (partition by d.wallet_id order by d.n) as upto
    from d join w on w.id = d.wallet_id) run),
ws as materialized (
  select id, sum(cash)::bigint as cash, sum(granted)::bigint as granted, sum(held)::bigint as held, bool_or(moved) as moved
  from (select id, cash, granted, held, false as moved from w
    union all select wallet_id, from_grant - charge, -from_grant, -hold, true from part) x group by id),
ls as materialized (
  select id, max(ceiling) as ceiling, sum(spent)::bigint as spent, sum(held)::bigint as held, bool_or(moved) as moved
  from (select id, ceiling, spent, held, true as known, false as moved from l
    union all select limit_id, null, charge, -hold, false, true from part) x group by id having bool_or(known)),
v as materialized (
  select a.n, a.hold, a.wallet_id, a.limit_id, ws.cash + ws.granted as wallet_whole, ws.cash + ws.granted - ws.held as wallet_free,
    case when ls.id is not null then ls.ceiling - ls.spent when a.limit_id is not null then 0 end as limit_whole,
    case when ls.id is not null then ls.ceiling - ls.spent - ls.held when a.limit_id is not null then 0 end as limit_free,
    a.hold = 0 or (ws.id is not null
      and sum(a.hold) over (partition by a.wallet_id order by a.n) <= ws.cash + ws.granted - ws.held
      and (a.limit_id is null or ls.id is not null)
      and (ls.ceiling is null or sum(a.hold) over (partition by a.limit_id order by a.n) <= ls.ceiling - ls.spent - ls.held)) as ok
  from a left join ws on ws.id = a.wallet_id left join ls on ls.id = a.limit_id),
wu as (
  update wallets set cash = x.cash, granted = x.granted, held = x.held
  from (select id, sum(cash)::bigint as cash, sum(granted)::bigint as granted, sum(held)::bigint as held
    from (select id, cash, granted, held, moved from ws union all select wallet_id, 0, 0, hold, true from v where ok and hold > 0) y
    group by id having bool_or(moved)) x where wallets.id = x.id),
lu as (
  update spend_limits set spent = x.spent, held = x.held
  from (select id, sum(spent)::bigint as spent, sum(held)::bigint as held
    from (select id, spent, held, moved from ls union all select limit_id, 0, hold, true from v where ok and hold > 0) y
    group by id having bool_or(moved)) x where spend_limits.id = x.id),
ins as (
  insert into usage_records (time, id, state, process_id, user_id, wallet_id, key_id, limit_id, key_name, group_name, endpoint, protocol,
    model, stream, address, client_request_id, price_version_id, multiplier, hold)
  select a.time, a.id, 'held', $20::text, a.user_id, a.wallet_id, a.key_id, a.limit_id, a.key_name, a.group_name, a.endpoint, a.protocol,
    a.model, a.stream, a.address, a.client_request_id, a.price_version_id, a.multiplier, a.hold
  from a where a.n <> all(array(select n from v where not ok)) order by a.n),
tr as (
  insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, wallet_id, balance_after, reference)
  select case when m.grant_part then part.id || ':grant' else part.id end, 'charge', 'money', part.wallet_id::bigint * 4 + m.grant_part::int,
    -1, case when m.grant_part then from_grant else charge - from_grant end, wallet_id,
    case when m.grant_part then greatest(0, granted - upto) else cash - greatest(0, upto - granted) end::bigint, part.id
  from part cross join (values (true), (false)) as m(grant_part)
  where case when m.grant_part then from_grant else charge - from_grant end > 0
  order by part.n, m.grant_part desc)
select n::int as place, coalesce(wallet_whole, 0)::text as wallet_whole, limit_whole::text as limit_whole,
  (coalesce(wallet_free, 0) - (select coalesce(sum(hold), 0) from v o where o.ok and o.wallet_id = v.wallet_id))::text as wallet_left,
  (limit_free - (select coalesce(sum(hold), 0) from v o where o.ok and o.limit_id = v.limit_id))::text as limit_left
from v where not ok`
