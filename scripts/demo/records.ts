import * as z from 'zod'
import type { Tx } from '../../lib/db/prisma.ts'
import { rowsOf, run } from '../../lib/db/rows.ts'
import { unitNames, unitTable } from '../../lib/units.ts'
import { chargeSql, pricedColumns } from './charge-sql.ts'
import { bounds, type drawnFrom, outcomes } from './habits.ts'

export interface Day {
  calls: number
  from: Date
  lastsMs: number
  /** Between -1 and 1. The same seed makes the same day. */
  seed: number
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const digit = (power: number) => `substr('${alphabet}', (ms / ${62 ** power} % 62)::int + 1, 1)`
/** An id like those of `newId`, made at the millisecond `ms`. PostgreSQL's own random ids would cost as much as all the rest. */
const idSql = `'call_' || ${[7, 6, 5, 4, 3, 2, 1, 0].map(digit).join(' || ')} || left(md5(random()::text), 12)`
/** A length compared with the usual one: most are short, a few very long. */
const skewed = 'exp((random() + random() + random() - 1.5) * 1.6)'
const drawnBy = (shares: number[]) => `width_bucket(random(), array[${bounds(shares)}]::float8[])`
/** The playground, which has no key, then the keys of a member. */
const keyShares = [0.05, 0.8, 0.14, 0.0099, 0.0001]

const pricesOf = (row: string) => pricedColumns.map((column) => `${row}.${column}`).join(', ')

const sources = `
  caller as materialized (select * from jsonb_to_recordset($1::jsonb)
    as c(place int, "userId" int, "walletId" int, "group" text, multiplier int, chosen boolean)),
  key as materialized (select * from jsonb_to_recordset($2::jsonb) as k(caller int, place int, id text, name text, "limitId" text)),
  model as materialized (select m.*, ${pricesOf('p')} from jsonb_to_recordset($3::jsonb) as m(place int, name text, alias text, thinking float, version text,
      upstream text, "upstreamModel" text, endpoint text, "inputSize" int, "outputSize" int, "audioSize" int, "imageCount" int,
      "pageCount" int, "characterCount" int)
    join price_versions p on p.id = m.version),
  outcome as materialized (select * from jsonb_to_recordset('${JSON.stringify(outcomes.map((one, place) => ({ ...one, place })))}')
    as o(place int, status int, code text))`

/** The dice of each call. There are few calls at night, and most in the afternoon. */
const drawn = `
  drawn as materialized (
    select floor($7::float8 + (random() + random() + random()) / 3 * $8::float8)::bigint as ms, width_bucket(random(), $4::float8[]) as caller,
      random() as model, ${drawnBy(keyShares)} as key, ${drawnBy(outcomes.map(({ share }) => share))} as outcome, random() as endpoint,
      random() as alias, random() as thinks, ${skewed} as size_in, ${skewed} as size_out,
      case when random() < 0.4 then random() * 0.8 else 0 end as cached, random() as pace, random() as ends
    from generate_series(1, $9::int))`

const asked = `
  asked as (
    select d.*, c."userId", c."walletId", c."group", c.multiplier, k.id as key_id, k.name as key_name, k."limitId", o.status, o.code,
      m.name as model_used, case when d.alias < 0.2 then m.alias else m.name end as called, m.upstream, m."upstreamModel", m.version,
      coalesce(m.endpoint, case when d.endpoint < 0.85 then 'chat/completions' when d.endpoint < 0.999 then 'messages' else 'responses' end) as door,
      m.endpoint is null as chats, d.thinks < m.thinking as thought, o.status in (200, 499) as served,
      m."inputSize", m."outputSize", m."audioSize", m."imageCount", m."pageCount", m."characterCount", ${pricesOf('m')}
    from drawn d join caller c on c.place = d.caller join outcome o on o.place = d.outcome
    join model m on m.place = width_bucket(d.model, case when c.chosen then $6::float8[] else $5::float8[] end)
    left join key k on k.caller = d.caller and k.place = d.key)`

const ifServed = (size: string, factor: string) =>
  `case when served and ${size} is not null then greatest(1, round(${size} * ${factor}))::int else 0 end`

// `offset 0` keeps PostgreSQL from computing an expression again wherever its name stands.
const counted = `
  counted as (
    select *, case when chats then floor(input_tokens * cached)::int else 0 end as cached_tokens, 0 as cache_write_tokens,
      case when thought then floor(output_tokens * 0.6)::int else 0 end as reasoning_tokens,
      served::int as requests, (180 + 900 * pace ^ 2)::int as first_ms,
      (180 + 900 * pace ^ 2)::int + (output_tokens * (12 + 20 * ends))::int as duration_ms
    from (select *, ${ifServed('"inputSize"', 'size_in')} as input_tokens, ${ifServed('"outputSize"', 'size_out')} as output_tokens,
        ${ifServed('"audioSize"', 'size_in')} as audio_ms, ${ifServed('"imageCount"', '1')} as images,
        ${ifServed('"pageCount"', 'size_in')} as pages, ${ifServed('"characterCount"', 'size_in')} as characters from asked offset 0) sized offset 0)`

/** Each call that is charged gets its place among those of its wallet, and the sum of the charges up to it. */
const numbered = `
  numbered as (
    select *, case when charge > 0 then count(*) filter (where charge > 0) over in_order end as nth,
      (sum(charge) over in_order)::bigint as up_to
    from (select *, ${chargeSql} as charge, to_timestamp(ms / 1000.0) as time, ${idSql} as id from counted) priced
    window in_order as (partition by "walletId" order by ms + duration_ms, id rows unbounded preceding))`

const attempts = `case when upstream is not null and status not in (400, 402, 429) then jsonb_build_array(jsonb_build_object('upstream', upstream,
  'upstreamModel', "upstreamModel", 'status', case when served then 200 else status end,
  'reason', case when not served then 'status_' || status end, 'ms', duration_ms)) end`

/** Each column of a record, and what it takes. Grants are spent before cash. */
const columns: Record<string, string> = {
  time: 'time',
  id: 'n.id',
  user_id: '"userId"',
  wallet_id: '"walletId"',
  key_id: 'key_id',
  limit_ids: '"limitId"',
  key_name: 'key_name',
  group_name: '"group"',
  endpoint: 'door',
  protocol: "case door when 'messages' then 'anthropic' else 'openai' end",
  model: 'called',
  stream: 'chats and pace < 0.75',
  address: "'10.20.' || floor(ends * 30)::int || '.' || 1 + floor(pace * 250)::int",
  client_request_id: 'case when pace < 0.1 then md5(n.id)::uuid::text end',
  price_version_id: 'version',
  multiplier: 'multiplier',
  hold: 'charge * 2 + 1',
  charge: 'charge',
  model_used: 'case when served then model_used end',
  upstream: 'upstream',
  upstream_model: '"upstreamModel"',
  attempts,
  status: 'status',
  error_code: 'code',
  ...Object.fromEntries(unitNames.map((unit) => [unitTable[unit].column, unitTable[unit].column])),
  estimated: 'status = 499',
  ttft_ms: 'case when served and chats then first_ms end',
  duration_ms: 'duration_ms',
  queue_ms: 'case when alias > 0.9 then (alias * 400)::int else 0 end',
  finish_reason: "case when served and chats then case when ends < 0.05 then 'length' else 'stop' end end",
  from_grant: 'least(up_to, granted) - least(up_to - charge, granted)',
  cash_after: 'case when charge > 0 then cash - up_to + least(up_to, granted) end',
  grant_after: 'case when charge > 0 then granted - least(up_to, granted) end',
  line: 'lines + nth',
}

export const makeDaySql = `
  with ${[sources, drawn, asked, counted, numbered].join(',')},
  made as (
    insert into usage_records (${Object.keys(columns)})
    select ${Object.values(columns)} from numbered n join wallets w on w.id = n."walletId" order by time, n.id
    returning wallet_id, limit_ids, charge, from_grant, line),
  paid as (
    update wallets w set cash = w.cash - spent.cash, granted = w.granted - spent.granted, lines = w.lines + spent.lines
    from (select wallet_id, sum(charge - from_grant)::bigint as cash, sum(from_grant)::bigint as granted, count(line) as lines
      from made group by wallet_id) spent where w.id = spent.wallet_id),
  counted_limits as (
    update spend_limits l set spent = l.spent + made.charge
    from (select limit_ids, sum(charge)::bigint as charge from made where limit_ids is not null group by limit_ids) made where l.id = made.limit_ids)
  select count(*)::int as calls from made`

const madeRow = z.object({ calls: z.int() })

/**
 * Books the calls of one day, in one statement, as if they had been made then: the records, which are lines of the ledger, and what they change
 * in wallets and spend limits. The sums by the hour are left to the roll-up.
 */
export async function makeDay(tx: Tx, { callers, keys, models, bounds: parts }: ReturnType<typeof drawnFrom>, day: Day): Promise<number> {
  for (const setting of ["work_mem = '128MB'", 'jit = off']) await run(tx, `set local ${setting}`)
  await rowsOf(tx, z.unknown(), 'select setseed($1)::text', [day.seed])
  await rowsOf(tx, z.unknown(), 'select id from wallets where id = any($1) order by id for update', [
    callers.map(({ walletId }) => walletId),
  ])
  const drawnWith = [parts.callers, parts.open, parts.chosen]
  const when = [day.from.getTime(), day.lastsMs, day.calls]
  const [made] = await rowsOf(tx, madeRow, makeDaySql, [
    ...[callers, keys, models].map((rows) => JSON.stringify(rows)),
    ...drawnWith,
    ...when,
  ])
  return made?.calls ?? 0
}
