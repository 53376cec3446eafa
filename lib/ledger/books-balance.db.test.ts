import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { codeOf } from '@/lib/referrals/code-of'
import { changeSettings } from '@/lib/settings/change-settings'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { aLimit, aPerson, aSharedWallet, type Person, seeded } from '@/tests/ledger'
import { checkMix, type MixOrder, runMix } from '@/tests/money-mix'
import { type MoneyProcesses, moneyProcesses } from '@/tests/money-processes'
import { createCodes } from './codes/create-codes'

const operations = process.env.FULL ? 50_000 : 2_000
const inFlight = 64
const seed = Number(process.env.SEED ?? 20261122)
const users = 24

let processes: MoneyProcesses
beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  // A point costs a thousand nanos, so that these wallets can buy some.
  await changeSettings({ pointsPerUnit: 1_000_000, minRecharge: '0', minWithdrawal: '0', referralReward: '0.01' }, { id: null })
  processes = await moneyProcesses()
})
afterAll(() => processes.end())

async function anOrder(): Promise<MixOrder> {
  const random = seeded(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const operator = await aPerson({ role: 'owner' })
  const people: Person[] = []
  for (let n = 0; n < users; n++) people.push(await aPerson({ cash: BigInt(below(3000)), granted: BigInt(below(500)) }))
  const aUser = () => people[below(users)] as Person
  const callers = [...people]
  // Three users each call from a wallet that belongs to none.
  for (let n = 0; n < 8; n++) {
    const shared = await aSharedWallet(aUser().userId, BigInt(below(6000)))
    callers.push(shared, { ...shared, userId: aUser().userId }, { ...shared, userId: aUser().userId })
  }
  const limits = [...(await Promise.all(Array.from({ length: 20 }, () => aLimit(BigInt(below(4 * operations)))))), await aLimit(null)]
  const shared = { actor: { id: operator.userId }, amountNanos: 50n, expiresAt: null, count: 40, uses: 3 }
  const [grants, cash] = [
    await createCodes({ ...shared, name: 'g', account: 'grant' }),
    await createCodes({ ...shared, name: 'c', account: 'cash' }),
  ]
  const inviters = await Promise.all(people.slice(0, 3).map(async (person) => ({ person, code: await codeOf(person.userId) })))
  const half = { seed, operations: operations / 2, inFlight: inFlight / 2 }
  return { ...half, operator, people, callers, limits, codes: [...grants.codes, ...cash.codes], inviters }
}

interface Worth {
  id: number
  worth: bigint
  held: bigint
}
/** What each wallet has, together with what it lost because a grant ended. */
async function worths(): Promise<Worth[]> {
  const { rows } = await pool().query<Worth>(
    `select w.id, cash + granted + coalesce(e.amount, 0)::bigint as worth, held from wallets w left join (
       select wallet_id, sum(amount) as amount from transfers where kind = 'grant_expired' group by 1) e on e.wallet_id = w.id order by w.id`,
  )
  return rows
}

it(`${operations} random operations of every kind, ${inFlight} in flight in two processes, leave every book balanced and nobody below zero`, async () => {
  const order = await anOrder()
  const before = new Map((await worths()).map(({ id, worth }) => [id, worth]))
  const changes = await Promise.all([runMix(order), processes.mixThere({ ...order, seed: seed + 1 })])
  await checkMix(order)

  const changeOf = (id: number) => changes.reduce((sum, each) => sum + (each.get(id) ?? 0n), 0n)
  const after = await worths()
  expect(after.length).toBeGreaterThan(before.size)
  expect(after).toEqual(after.map(({ id }) => ({ id, worth: (before.get(id) ?? 0n) + changeOf(id), held: 0n })))

  const rewards = await pool().query("select reference from transfers where kind like 'referral%' group by 1 having count(*) <> 2")
  expect(rewards.rows).toEqual([])
  const kinds = await pool().query<{ kind: string }>("select distinct kind from transfers where kind <> 'test' order by kind")
  expect(kinds.rows.map(({ kind }) => kind)).toEqual([
    'adjustment',
    'code',
    'grant_expired',
    'message',
    'message_returned',
    'payout',
    'points_bought',
    'recharge',
    'referral_claimed',
    'referral_reward',
    'withdrawal',
    'withdrawal_returned',
  ])
  const { rows } = await pool().query('select deadlocks::int from pg_stat_database where datname = current_database()')
  expect(rows[0].deadlocks).toBe(0)
}, 1_800_000)
