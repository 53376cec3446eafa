import { unitNames, unitTable } from '@/lib/units'

const unitColumns = unitNames.map((unit) => unitTable[unit].column)
/** The columns of a record that are known at the beginning of the call, and those that are known at its end. */
const starts = `time, id, user_id, wallet_id, key_id, limit_ids, key_name, group_name, endpoint, protocol, model, stream, address, client_request_id`
const ends = `charge, model_used, upstream, upstream_model, attempts, status, error_code, ${unitColumns.join(', ')}, estimated, ttft_ms,
  duration_ms, queue_ms, finish_reason, tags, chosen, cache_age`

/** The rows of two arrays side by side: $1 of `call_start`, $2 of `call_ended`. Types are read by place, so the order is the types' own. */
const calls = `rows from (unnest($1::call_start[]), unnest($2::call_ended[])) as x(${starts}, price_version_id, multiplier, hold,
  ${ends}, own_price_version_id, own_multiplier, charged_up_to, wallet_place, charge_number)`
const columns = `${starts}, hold, price_version_id, multiplier, ${ends}`
const values = `${starts}, hold, coalesce(own_price_version_id, price_version_id), coalesce(own_multiplier, multiplier), ${ends}`

/** Writes records that carry no money. $1, $2: the calls. What is recorded already stays as it is. */
export const recordSql = `insert into usage_records (${columns}) select ${values} from ${calls} on conflict do nothing`

/**
 * Settles and admits whole groups of calls in one statement, which is all or nothing. Settlements come first, since they free what
 * admissions may need; either group may be empty.
 *
 * Locks: wallets, then spend limits, each by id; whoever else locks several of them does it in this order. All new balances are computed
 * from the locked rows, which one array for each column holds in the order of the ids: of the rows to be updated PostgreSQL takes the
 * statement's older version first, and would judge the CHECKs by it. The updates have no sub-selects, because a row that was waited for is
 * judged once more, and what a sub-select reads would then be locked and read anew. A wallet or limit that is not there divides by zero.
 *
 * A call is settled once because of the primary key of its record: a second record ends the whole statement (23505). Grants are spent
 * before cash, call by call in the order given. Each admission is measured against what those before it leave, whether they were admitted
 * or not, so some that would fit are told to try again; a hold of 0 asks nothing of anybody.
 *
 * $1, $2 the records of the calls that have ended. Of the admissions: $3 holds, $4 places of their wallets in $6, $5 what is asked of that
 * wallet up to and with each. Of the wallets: $6 ids in order, $7 charged, $8 given back, $9 asked, $10 the number of charges. Of the
 * limits: $11 ids in order, $12 charged, $13 given back, $14 asked. A pair for each limit of each admission: $15 the admission's place,
 * $16 the limit's place, $17 what is asked of that limit up to and with it. The group of holds: $18 id, $19 process, $20 its calls.
 *
 * Answers one row: the places of the refused, and what the wallets and limits held before.
 */
export const turnSql = `
with w as materialized (
  select array_agg(cash) as cash, array_agg(granted) as granted, array_agg(held) as held, array_agg(lines) as lines,
    1 / (count(*) = cardinality($6::int[]))::int as whole
  from (select cash, granted, held, lines from wallets where id = any($6::int[]) order by id for update) locked),
l as materialized (
  select array_agg(coalesce(ceiling, 9223372036854775807) - spent) as rest, array_agg(spent) as spent, array_agg(held) as held,
    1 / (count(*) = cardinality($11::text[]))::int as whole
  from (select ceiling, spent, held from spend_limits where id = any($11::text[]) and (select whole from w) = 1
    order by id collate "C" for update) locked),
over as materialized (
  select ($15::int[])[p] as n from l, generate_series(1, cardinality($15::int[])) p, lateral (select ($16::int[])[p] as k) at
  where ($17::bigint[])[p] > l.rest[k] - ($12::bigint[])[k] - l.held[k] + ($13::bigint[])[k]),
no as materialized (
  select n, ($3::bigint[])[n] as hold, k from w, generate_series(1, cardinality($3::bigint[])) n, lateral (select ($4::int[])[n] as k) at
  where k > 0 and (($5::bigint[])[n] > w.cash[k] + w.granted[k] - ($7::bigint[])[k] - w.held[k] + ($8::bigint[])[k]
    or n in (select n from over))),
r as materialized (select array_agg(n order by n) as refused, count(*) < cardinality($3::bigint[]) as some_admitted from no),
v as materialized (
  select refused, some_admitted,
    case when refused is null then array_fill(0::bigint, array[cardinality($6::int[])])
      else array(select coalesce((select sum(hold) from no where no.k = at.k), 0)::bigint
        from generate_series(1, cardinality($6::int[])) at(k) order by k) end as wallet_back,
    case when refused is null then array_fill(0::bigint, array[cardinality($11::text[])])
      else array(select coalesce((select sum(($3::bigint[])[($15::int[])[p]]) from generate_series(1, cardinality($15::int[])) p
          where ($16::int[])[p] = at.k and ($15::int[])[p] = any(refused)), 0)::bigint
        from generate_series(1, cardinality($11::text[])) at(k) order by k) end as limit_back
  from r),
wu as (
  update wallets set cash = w.cash[k] - greatest(0, ($7::bigint[])[k] - w.granted[k]), granted = greatest(0, w.granted[k] - ($7::bigint[])[k]),
    held = w.held[k] - ($8::bigint[])[k] + ($9::bigint[])[k] - v.wallet_back[k], lines = w.lines[k] + ($10::int[])[k]
  from w, v, unnest($6::int[]) with ordinality c(id, k)
  where wallets.id = c.id and (($7::bigint[])[k] > 0 or ($8::bigint[])[k] > 0 or ($9::bigint[])[k] > v.wallet_back[k])),
lu as (
  update spend_limits set spent = l.spent[k] + ($12::bigint[])[k],
    held = l.held[k] - ($13::bigint[])[k] + ($14::bigint[])[k] - v.limit_back[k]
  from l, v, unnest($11::text[]) with ordinality c(id, k)
  where spend_limits.id = c.id and (($12::bigint[])[k] > 0 or ($13::bigint[])[k] > 0 or ($14::bigint[])[k] > v.limit_back[k])),
records as (
  insert into usage_records (${columns}, from_grant, cash_after, grant_after, line)
  select ${values}, least(charge, greatest(0, w.granted[wallet_place] - (charged_up_to - charge))),
    w.cash[wallet_place] - greatest(0, charged_up_to - w.granted[wallet_place]), w.granted[wallet_place] - least(w.granted[wallet_place], charged_up_to),
    w.lines[wallet_place] + charge_number
  from w, ${calls}),
held as (
  insert into hold_groups (id, process_id, calls, refused)
  select $18::text, $19::text, $20::text, v.refused from v where $18::text is not null and v.some_admitted)
select v.refused::text, w.cash::text, w.granted::text, w.held::text, l.rest::text as limit_rest, l.held::text as limit_held
from w, l, v`
