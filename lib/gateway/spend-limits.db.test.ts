import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { noteDatabaseTime } from '@/lib/db/clock'
import { pool } from '@/lib/db/pool'
import { createKeys } from '@/lib/keys/create-keys'
import { createKeysInput } from '@/lib/keys/schema'
import { periodsOpen } from '@/lib/ledger/wallet/open-periods'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { changeUser } from '@/lib/users/change-user'
import { userChange } from '@/lib/users/schema'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

const messages = [{ role: 'user', content: 'hello' }]
/** A call of these models costs exactly one, and holds as much. */
const models = ['plain', 'slow-50x10'].map((id) => ({ id, price: { perRequest: 1 } }))
let gateway: Gateway

const apply = (group: object = {}) =>
  gateway.apply({ ...catalogOf([anUpstream(gateway.upstream.url)], models), groups: [{ name: 'default', ...group }] })
beforeAll(async () => {
  gateway = await startGateway()
  await apply()
})
afterEach(async () => {
  noteDatabaseTime(Date.now())
  expect(await verifyBooks()).toEqual([])
})
afterAll(() => gateway.stop())

const ask = (caller: TestCaller, body: object = {}) => gateway.post(caller, { model: 'plain', messages, ...body })
async function statusOf(caller: TestCaller): Promise<number> {
  const response = await ask(caller)
  await response.text()
  return response.status
}
/** How many calls one after the other are served before one is refused. */
async function served(caller: TestCaller): Promise<number> {
  for (let calls = 0; ; calls++) if ((await statusOf(caller)) !== 200) return calls
}
const set = (caller: TestCaller, change: object) =>
  changeUser({ id: caller.userId, change: userChange.parse(change), actor: { id: caller.userId, role: 'owner' } }, async () => {})

it('a limit of a user that fits 10 calls serves exactly 10 of 200 that come at once with several keys', async () => {
  const caller = await gateway.caller()
  await set(caller, { spendLimitPerDay: 10 })
  const keys = await createKeys({
    owner: { id: caller.userId, group: 'default' },
    by: { id: null },
    input: createKeysInput.parse({ name: 'many', count: 5, spendLimit: 100 }),
  })
  const statuses = await Promise.all(
    Array.from({ length: 200 }, (_, at) => statusOf({ ...caller, secret: keys[at % keys.length]?.secret ?? '' })),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(10)
  expect(statuses.filter((status) => status === 402)).toHaveLength(190)
})

it('a refusal names the limit, whose it is and when it renews, with a code at which agents stop', async () => {
  noteDatabaseTime(Date.parse('2036-11-30T04:00:00Z'))
  const caller = await gateway.caller({ key: { spendLimitPerMonth: 2.5 } })
  await set(caller, { spendLimitPerDay: '1.5', spendLimit: 9 })
  expect(await served(caller)).toBe(1)
  const daily = await told(ask(caller))
  expect(daily).toMatchObject({ status: 402, type: 'insufficient_quota', code: 'insufficient_quota', reason: 'user_limit_reached' })
  expect(daily).toMatchObject({ limit: 'spendLimitPerDay', level: 'user', renewsAt: '2036-11-30T16:00:00.000Z' })
  expect(daily.message).toBe(
    'This call may cost up to 1 CNY, and the spend limit of 1.5 CNY a day of your account leaves 0.5 CNY. ' +
      'It renews at 2036-12-01 00:00 (Asia/Shanghai); an operator can raise it.',
  )
  await set(caller, { spendLimitPerDay: null })
  expect(await served(caller)).toBe(1)
  expect(await told(ask(caller))).toMatchObject({ status: 402, reason: 'key_limit_reached', limit: 'spendLimitPerMonth', level: 'key' })
})

it('a large body of a caller whose limit is used up is refused before it is read, with the same words', async () => {
  const caller = await gateway.caller()
  await set(caller, { spendLimitPerMonth: 1 })
  expect(await served(caller)).toBe(1)
  const refused = await told(ask(caller, { messages: [{ role: 'user', content: 'x'.repeat(100_000) }] }))
  expect(refused).toMatchObject({ status: 402, reason: 'user_limit_reached', limit: 'spendLimitPerMonth' })
  expect(refused.message).toContain('is used up, or running calls hold the rest of it')
})

it("each member of a group has the group's limit alone; one set on the user replaces it, and counts what was spent before", async () => {
  await apply({ spendLimitPerDay: 3 })
  const [one, other] = [await gateway.caller(), await gateway.caller()]
  expect(await served(one)).toBe(3)
  expect(await told(ask(one))).toMatchObject({ reason: 'group_limit_reached', level: 'group' })
  expect(await served(other)).toBe(3)
  await set(one, { spendLimitPerDay: 5 })
  expect(await served(one)).toBe(2)
  await set(one, { spendLimitPerDay: null })
  expect(await served(one)).toBe(0)
  await apply({ spendLimitPerDay: 4 })
  expect(await served(other)).toBe(1)
  await apply()
  expect(await statusOf(one)).toBe(200)
})

it('a limit begins anew at midnight and on the first, and a call that runs over it counts in the day in which it was admitted', async () => {
  noteDatabaseTime(Date.parse('2036-11-30T15:59:58Z'))
  const caller = await gateway.caller()
  await set(caller, { spendLimitPerDay: 2, spendLimitPerMonth: 3 })
  const running = await ask(caller, { model: 'slow-50x10', stream: true })
  noteDatabaseTime(Date.parse('2036-11-30T15:59:59Z'))
  expect(await served(caller)).toBe(1)
  noteDatabaseTime(Date.parse('2036-11-30T16:00:00Z'))
  expect(await statusOf(caller)).toBe(200)
  await running.text()
  expect(await served(caller)).toBe(1)
  noteDatabaseTime(Date.parse('2036-12-01T16:00:00Z'))
  expect(await served(caller)).toBe(1)
  expect(await told(ask(caller))).toMatchObject({ limit: 'spendLimitPerMonth', renewsAt: '2036-12-31T16:00:00.000Z' })
  const { rows } = await pool().query('select id, spent, held from spend_limits where id like $1 order by id', [`user_${caller.userId}:%`])
  expect(rows).toEqual(
    [
      ['2036-11', 2n],
      ['2036-11-30', 2n],
      ['2036-12', 3n],
      ['2036-12-01', 2n],
      ['2036-12-02', 1n],
    ].map(([name, calls]) => ({ id: `user_${caller.userId}:${name}`, spent: (calls as bigint) * unit, held: 0n })),
  )
})

it('a process that has not heard of a change does not undo it', async () => {
  const caller = await gateway.caller()
  await set(caller, { spendLimit: 7 })
  const limit = { id: `user_${caller.userId}:total`, kind: 'user', period: 'total', since: null, renewsAt: null } as const
  const spender = { userId: caller.userId, keyId: null, group: 'default' }
  await periodsOpen(spender, [{ ...limit, ceilingNanos: 5n * unit }])
  const { rows } = await pool().query('select ceiling from spend_limits where id = $1', [limit.id])
  expect(rows).toEqual([{ ceiling: 7n * unit }])
})
