import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { startProcess } from '@/lib/processes/heartbeat'
import { noUnits } from '@/lib/units'
import { rollUp } from '@/lib/usage/roll-up'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, anEnd, aPerson, theEnd } from '@/tests/ledger'
import { sweep } from '../sweep/sweep'
import { admit } from '../turn/admit'
import type { HoldRequest } from '../turn/records'
import { settle } from '../turn/settle'
import { closeMonth } from './close-month'
import { grant } from './grant'
import { transfer } from './transfer'
import { differencesIn, verifyBooks } from './verify-books'

const old = new Date(Date.UTC(2025, 3, 10))
const twice = '(select max(id) + 1 from transfers)'

/** Books with a bit of everything. `call` charges a tenth of its hold from grants, `other` from cash. */
beforeAll(async () => {
  await freshDatabase()
  await startProcess()
  await pool().query("insert into models (id, name) values ('tiny', 'Tiny')")
  await pool().query(
    "insert into price_versions (id, model_id, input, output) values ('prc_1', 'tiny', 1000000, 1000000), ('prc_2', 'tiny', 1000000, 2000000)",
  )
  await pool().query('select make_usage_partitions($1, $1)', [old])
  const [person, rich] = [await aPerson({ cash: 100n, granted: 50n }), await aPerson({ cash: 1000n })]
  const gift = { walletId: person.walletId, account: 'points', amount: 7n, counterpart: 'pointsIssued', kind: 'test' } as const
  await transaction((tx) => transfer(tx, { ...gift, idempotencyKey: 'points' }))
  const [first, second] = [await aLimit(1000n), await aLimit(null)]
  const call = async (hold: HoldRequest, charge: bigint) => {
    const priced = { ...hold, record: { ...hold.record, priceVersionId: 'prc_1' } }
    await admit(priced)
    const units = { ...noUnits, inputTokens: Number(charge), requests: 1 }
    await settle({ ...theEnd(priced, charge), record: anEnd({ units }) })
  }
  await call(aHold(person, 30n, { id: 'call_closed', time: old, limitIds: [first] }), 20n)
  await call(aHold(person, 30n, { id: 'call_a', limitIds: [first, second] }), 20n)
  await call(aHold(person, 30n, { id: 'call_b', limitIds: [second] }), 20n)
  await call(aHold(person, 30n, { id: 'call_free' }), 0n)
  const more = { walletId: person.walletId, amountNanos: 10n, kind: 'test', idempotencyKey: 'more' }
  await transaction((tx) => grant(tx, more))
  await call(aHold(rich, 30n, { id: 'call_rich' }), 20n)
  await sweep()
  while (!(await hasCounted())) await rollUp()
  expect(await closeMonth('2025-04')).toBeUndefined()
  await Promise.all([30n, 40n, 10_000n].map((hold) => admit(aHold(person, hold, { limitIds: [first] }))))
  expect(await verifyBooks()).toEqual([])
})
const hasCounted = async () => (await pool().query('select from usage_hours having sum(calls) = 5')).rowCount === 1

const changes: Record<string, string[]> = {
  'a wallet': [
    'cash = cash + 1',
    'cash = cash - 1',
    'granted = granted + 1',
    'cash = cash + 1, granted = granted - 1',
    'points = points + 1',
    'held = held + 1',
    'held = held - 1',
    'lines = lines + 1',
    'lines = lines - 1',
  ].map((change) => `update wallets set ${change} where held > 0`),
  'a spend limit': ['spent = spent + 1', 'spent = spent - 1', 'before = before + 1', 'held = held + 1', 'held = held - 1'].map(
    (change) => `update spend_limits set ${change} where held > 0`,
  ),
  'a lot': ['remaining = greatest(0, remaining - 1)', 'amount = amount + 1', 'wallet_id = wallet_id + 1'].map(
    (change) => `update grant_lots set ${change}`,
  ),
  lots: [
    'delete from grant_lots',
    `insert into grant_lots (wallet_id, amount, remaining, transfer_id) select wallet_id, amount, 0, transfer_id from grant_lots`,
  ],
  'a transfer': [
    ...['amount = amount + 1', 'balance_after = balance_after + 1', 'line = line + 10', 'line = null'].map(
      (change) => `update transfers set ${change} where kind = 'test' and currency = 'points'`,
    ),
    ...[
      'amount = amount - 1',
      'balance_after = balance_after - 1',
      'to_account = to_account + 1',
      'to_account = 4000',
      "currency = 'points'",
      'wallet_id = wallet_id + 100',
    ].map((change) => `update transfers set ${change} where id = (select min(id) from transfers)`),
    'delete from transfers where id = (select min(id) from transfers)',
    "delete from transfers where currency = 'points'",
    `insert into transfers select ${twice}, time, 'again', kind, currency, from_account, to_account, amount, wallet_id, balance_after, actor_id, reference, note, corrects, line + 100
       from transfers where id = (select min(id) from transfers)`,
  ],
  'the record of a charge': [
    ...[
      'charge = charge + 1',
      'charge = charge - 1',
      'charge = 0',
      'from_grant = from_grant + 1',
      'from_grant = from_grant - 1',
      'cash_after = cash_after + 1',
      'grant_after = grant_after + 1',
      'cash_after = null',
      'grant_after = null',
      'line = line + 1',
      'line = line + 100',
      'line = null',
      'input_tokens = input_tokens + 1',
      'output_tokens = 1',
      'multiplier = multiplier * 2',
      "price_version_id = 'prc_2', input_tokens = 0, output_tokens = 20",
      'limit_ids = null',
      "limit_ids = split_part(limit_ids, ' ', 1)",
      "limit_ids = limit_ids || ' lim_unknown'",
      'wallet_id = wallet_id + 1',
      'user_id = user_id + 1',
      "key_id = 'key_other'",
      "model_used = 'other'",
      "time = time - interval '2 hours'",
    ].map((change) => `update usage_records set ${change} where id = 'call_a'`),
    "update usage_records set charge = 5 where id = 'call_free'",
    "update usage_records set wallet_id = (select wallet_id from usage_records where id = 'call_rich') where id = 'call_b'",
    ...['call_a', 'call_b', 'call_rich', 'call_free'].map((id) => `delete from usage_records where id = '${id}'`),
    ...['call_a', 'call_free'].map(
      (id) => `create temp table again on commit drop as select * from usage_records where id = '${id}';
        update again set id = 'call_again'; insert into usage_records select * from again`,
    ),
  ],
  'a group of holds': [
    'delete from hold_groups',
    'update hold_groups set refused = array[1]',
    'update hold_groups set refused = null',
    "update hold_groups set calls = replace(calls, ',30)', ',31)')",
    "update hold_groups set calls = regexp_replace(calls, 'lim_\\w+', 'lim_unknown')",
    "update hold_groups set calls = regexp_replace(calls, 'lim_\\w+', '')",
    "insert into hold_groups select id || 'x', process_id, placed_at, calls, refused from hold_groups",
  ],
  'hourly sums': [
    "update usage_hours set calls = calls + 1 where hour > now() - interval '2 days'",
    "update usage_hours set charge = charge - 1 where hour > now() - interval '2 days'",
    "update usage_hours set input_tokens = input_tokens + 1 where hour > now() - interval '2 days'",
    "delete from usage_hours where hour > now() - interval '2 days'",
  ],
  'a closed month': [
    ...[
      'from_cash = from_cash + 1',
      'from_grant = from_grant - 1',
      'from_cash = from_cash + 1, from_grant = from_grant - 1',
      'cash_after = cash_after + 1',
      'grant_after = grant_after + 1',
      'wallet_id = wallet_id + 1',
      'last_line = last_line + 1',
    ].map((change) => `update closed_charges set ${change}`),
    'delete from closed_charges',
    'update closed_spending set charge = charge + 1',
    'delete from closed_spending',
  ],
}

describe.each(Object.entries(changes))('books in which %s was changed do not balance', (_, statements) => {
  it.each(statements)('%s', async (change) => {
    const undo = new Error('undo')
    let found: unknown[] = []
    const changed = transaction(async (tx) => {
      await run(tx, "set local session_replication_role = 'replica'") // Nobody's triggers and constraints keep it from being done.
      let rows = 0
      for (const statement of change.split(';')) rows = await run(tx, statement)
      expect(rows).toBeGreaterThan(0)
      found = await differencesIn(tx)
      throw undo
    })
    await expect(changed).rejects.toBe(undo)
    expect(found).not.toEqual([])
    expect(await verifyBooks()).toEqual([])
  })
})
