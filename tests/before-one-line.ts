import type pg from 'pg'

/** The migrations before the one in which a call became one line. */
export const migrationsBefore = new Set(['20261122000000_init', '20261129000000_units'])

export interface Size {
  wallets: number
  calls: number
}

/**
 * The world before: each wallet got 1 000 in cash and 0.002 as a grant, and in the middle of its calls another 3 in cash. Every ninth call
 * cost nothing. Calls go back for 100 days, so that only the newest have a month of their own; the youngest hundredth is not yet in the
 * hourly sums. Each wallet has two calls that are held, and one of them has delivered 1 000 and 100 tokens.
 */
const fill = ({ wallets, calls }: Size) => `
insert into models (id, name) values ('tiny', 'Tiny');
insert into price_versions (id, model_id, input, output, per_request) values ('prc_1', 'tiny', 2000000000, 8000000000, 10000000);
insert into users (id, username, username_key) select w, 'u' || w, 'u' || w from generate_series(1, ${wallets}) w;
insert into wallets (id, user_id) select w, w from generate_series(1, ${wallets}) w;
insert into spend_limits (id, ceiling) select 'lim_' || w, null from generate_series(1, ${wallets}) w;
select setval('users_id_seq', ${wallets}), setval('wallets_id_seq', ${wallets});

create temporary table call as
select n, 1 + n % ${wallets} as wallet, 'call_' || lpad(n::text, 20, '0') as id,
  date_trunc('milliseconds', now()) - interval '1 hour' - (${calls} - n) * (interval '100 days' / ${calls}) as time,
  case when n % 9 = 0 then 0 else 1 + n::bigint * 7919 % 200003 end::bigint as charge, n > ${calls} / 2 as late
from generate_series(1, ${calls}) n;
create temporary table paid as
select *, least(charge, greatest(0, 2000000 - (upto - charge)))::bigint as from_grant
from (select *, sum(charge) over (partition by wallet order by n) as upto from call) c;

insert into transfers (time, idempotency_key, kind, currency, from_account, to_account, amount, wallet_id, balance_after, reference, note)
select time, key, kind, 'money', source, target, amount, wallet, after, reference, note from (
  select now() - interval '101 days' as time, 'paid:' || w as key, 'adjustment' as kind, -3::bigint as source, w * 4::bigint as target,
    1000000000000 as amount, w as wallet, 1000000000000 as after, null as reference, '现金' as note, 0 as n, 0 as part from generate_series(1, ${wallets}) w
  union all
  select now() - interval '101 days', 'bonus:' || w, 'sign_up_bonus', -2, w * 4 + 1, 2000000, w, 2000000, null, null, 0, 1 from generate_series(1, ${wallets}) w
  union all
  select now() - interval '50 days', 'more:' || w, 'adjustment', -3, w * 4, 3000000000, w,
    1003000000000 - greatest(0, coalesce(upto, 0) - 2000000), null, '线下', ${calls} / 2, 9
  from generate_series(1, ${wallets}) w left join (select wallet, max(upto) as upto from paid where not late group by wallet) p on wallet = w
  union all
  select time + interval '0.9 s', case when grants then id || ':grant' else id end, 'charge', wallet * 4 + grants::int, -1,
    case when grants then from_grant else charge - from_grant end, wallet,
    case when grants then greatest(0, 2000000 - upto) else 1000000000000 + late::int * 3000000000 - greatest(0, upto - 2000000) end, id, null, n,
    case when grants then 2 else 3 end
  from paid cross join (values (true), (false)) as m(grants) where case when grants then from_grant else charge - from_grant end > 0) t
order by n, part;
insert into grant_lots (wallet_id, amount, remaining, transfer_id)
select wallet_id, amount, amount, id from transfers where kind = 'sign_up_bonus';

insert into usage_records (time, id, state, process_id, user_id, wallet_id, key_id, limit_id, key_name, group_name, endpoint, protocol, model, stream, address,
  price_version_id, multiplier, hold, charge, model_used, upstream, upstream_model, attempts, status, input_tokens, cached_tokens, output_tokens,
  reasoning_tokens, requests, estimated, ttft_ms, duration_ms, queue_ms, finish_reason, settled_xid)
select time, id, 'settled', 'prs_gone', wallet, wallet, 'key_' || wallet, 'lim_' || wallet, '笔记本', 'default', 'chat/completions', 'openai', 'tiny', n % 2 = 0,
  '10.0.0.1', 'prc_1', 10000, charge * 2 + 1, charge, 'tiny', 'here', 'tiny-1', '[{"upstream": "here", "upstreamModel": "tiny-1", "status": 200, "reason": null, "ms": 900}]',
  case when charge = 0 then 503 else 200 end, n % 5000, 0, n % 700, 0, (charge > 0)::int, false, 120, 900, 0, 'stop',
  case when n > ${calls} * 0.99 then pg_current_xact_id()::text::bigint else 3 end
from paid order by n;
insert into usage_hours (hour, user_id, key_id, model, calls, errors, input_tokens, output_tokens, charge, duration_ms)
select date_trunc('hour', time, 'UTC'), user_id, key_id, model, count(*), count(*) filter (where status >= 400), sum(input_tokens), sum(output_tokens), sum(charge), sum(duration_ms)
from usage_records where settled_xid = 3 group by 1, 2, 3, 4;
update facts set value = (select system_identifier from pg_control_system()) || ':' || pg_current_xact_id() where name = 'usage_rolled_xid';

insert into usage_records (time, id, state, process_id, user_id, wallet_id, key_id, limit_id, key_name, group_name, endpoint, protocol, model, stream,
  price_version_id, multiplier, hold, journal_input, journal_output)
select now() - half * interval '40 days', 'call_held' || half || lpad(w::text, 15, '0'), 'held', 'prs_gone', w, w, 'key_' || w, 'lim_' || w, 'with "quotes", \\ and {braces}', 'default',
  'messages', 'anthropic', 'tiny', true, 'prc_1', 10000, 20000000, half * 1000, half * 100
from generate_series(1, ${wallets}) w cross join generate_series(0, 1) half;

update wallets w set cash = 1003000000000 - greatest(0, s.charge - 2000000), granted = greatest(0, 2000000 - s.charge), held = 40000000
from (select w, coalesce(sum(charge), 0) as charge from generate_series(1, ${wallets}) w left join call on wallet = w group by w) s where w.id = s.w;
update spend_limits l set spent = s.charge, held = 40000000
from (select w, coalesce(sum(charge), 0) as charge from generate_series(1, ${wallets}) w left join call on wallet = w group by w) s where l.id = 'lim_' || s.w;
drop table call, paid;`

/** Fills a database at the migrations before, in one transaction. Its calls that are held hold 0.02 each. */
export async function fillBefore(client: pg.Client, size: Size): Promise<void> {
  await client.query(`begin; ${fill(size)} commit; analyze`)
}

/** What the old books had to fulfil: each finds the rows that are wrong. */
export const oldChecks: Record<string, string> = {
  balances: `
    with sums as (select account, sum(amount) as amount from (select to_account as account, amount from transfers
      union all select from_account, -amount from transfers) t group by account)
    select from (select id::bigint * 4 as id, cash as balance from wallets union all select id::bigint * 4 + 1, granted from wallets) a
    left join sums s on s.account = a.id where a.balance <> coalesce(s.amount, 0)`,
  chain: `
    select from (select balance_after, amount * case when to_account > 0 then 1 else -1 end as change,
        lag(balance_after, 1, 0::bigint) over (partition by greatest(from_account, to_account) order by id) as before from transfers) t
    where balance_after <> before + change`,
  holds: `
    select from wallets w left join (select wallet_id, sum(hold) as hold from usage_records where state = 'held' group by 1) r on r.wallet_id = w.id
    where w.held <> coalesce(r.hold, 0)`,
  limits: `
    select from spend_limits l left join (select limit_id, sum(charge) as charge from usage_records where state = 'settled' group by 1) r
    on r.limit_id = l.id where l.spent <> coalesce(r.charge, 0)`,
  charges: `
    select from usage_records r left join (select reference, sum(amount) as amount from transfers where kind = 'charge' group by 1) t
    on t.reference = r.id where r.state = 'settled' and r.charge <> coalesce(t.amount, 0)`,
}
