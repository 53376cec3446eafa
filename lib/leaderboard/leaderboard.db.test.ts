import { beforeAll, expect, it, vi } from 'vitest'
import { PUT as choose, GET as mine } from '@/app/api/leaderboard/me/route'
import { GET as read } from '@/app/api/leaderboard/route'
import { catalogReady } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { eraseSums } from '@/lib/usage/sums'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { call as record, rollUpAll } from '@/tests/records'
import { forgetBoards } from './read-board'

closePortalAfterwards()
const people: TestUser[] = []

beforeAll(async () => {
  await bootPortal()
  await catalogReady()
  for (let n = 0; n < 4; n++) people.push(await newUser({ username: `caller.${n}` }))
  // Of each call 150 tokens count: the more, the lower the number of the user.
  for (const [n, { user }] of people.entries()) for (let times = 0; times < 4 - n; times++) await record(user.id, 'm', 0n)
  await record(people[3]?.user.id ?? 0, 'm', 0n, { status: 500, input_tokens: null, output_tokens: null })
  await record(people[3]?.user.id ?? 0, 'm', 0n, { at: Date.now() - 65 * 86_400_000, input_tokens: 10_000 })
  await rollUpAll()
})

const by = async (person: TestUser | undefined, query = {}) => {
  forgetBoards()
  const { status, json } = await call(read, { token: person?.token, query })
  expect(status).toBe(200)
  return json
}
const appear = (person: TestUser | undefined, body: object) => call(choose, { method: 'PUT', token: person?.token, body })

it('nobody appears who did not choose to, and everybody knows their own rank', async () => {
  const first = await by(people[0], { period: 'day' })
  expect(first).toMatchObject({ users: 4, leaderboard: [], me: { rank: 1, tokens: 600, calls: 4, shown: 'hidden', alias: null } })
  expect((await by(people[2], { period: 'day' })).me).toMatchObject({ rank: 3, tokens: 300, calls: 2 })
  expect((await by(await newUser())).me).toMatchObject({ rank: null, tokens: 0, calls: 0 })
})

it('who appears stands at the rank among all, by name or alias, and is gone at once after hiding', async () => {
  await appear(people[1], { shown: 'name' })
  await appear(people[2], { shown: 'alias', alias: '夜猫子' })
  const rows = async () => (await by(people[1], { period: 'day' })).leaderboard
  expect(await rows()).toEqual([
    { rank: 2, name: 'caller.1', tokens: 450, calls: 3, me: true },
    { rank: 3, name: '夜猫子', tokens: 300, calls: 2, me: false },
  ])
  await call(read, { token: people[0]?.token, query: { period: 'day' } })
  await appear(people[1], { shown: 'hidden' })
  const { json } = await call(read, { token: people[0]?.token, query: { period: 'day' } })
  expect(json.leaderboard.map(({ name }: { name: string }) => name)).toEqual(['夜猫子'])
})

it('periods and metrics differ; calls that failed do not count', async () => {
  expect((await by(people[3], { period: 'all' })).me).toMatchObject({ rank: 1, tokens: 10_200, calls: 2 })
  expect((await by(people[3], { period: 'all', by: 'calls' })).me).toMatchObject({ rank: 3, calls: 2 })
  expect((await by(people[3], { period: 'month' })).me).toMatchObject({ rank: 4, tokens: 150, calls: 1 })
})

it('an alias is nobody else’s name or alias, even with letters that look alike', async () => {
  for (const alias of ['caller.0', 'СALLER.0', '夜猫子']) {
    const { status, json } = await appear(people[3], { shown: 'alias', alias })
    expect([status, json.error.fields.alias]).toEqual([400, expect.any(String)])
  }
  expect((await appear(people[3], { shown: 'alias' })).json.error.fields).toHaveProperty('alias')
  expect((await appear(people[3], { shown: 'alias', alias: 'x' })).status).toBe(400)
  expect((await appear(people[3], { shown: 'name', rank: 1 })).status).toBe(400)
  expect((await call(mine, { token: people[3]?.token })).json).toEqual({ shown: 'hidden', alias: null })
  const outcomes = await Promise.all([people[0], people[3]].map((person) => appear(person, { shown: 'alias', alias: 'both' })))
  expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 400])
})

it('the sums of past days go, those of all time stay', async () => {
  await pool().query("insert into usage_sums values ('day', current_date - 9, 1, 1, 1), ('all', '1970-01-01', 999, 1, 1)")
  await eraseSums()
  const { rows } = await pool().query('select period from usage_sums where user_id = 999 or start = current_date - 9')
  expect(rows).toEqual([{ period: 'all' }])
})

it('a board of 100 000 users reads their sums, never records or hours', async () => {
  await pool().query(`insert into usage_sums select 'month', date_trunc('month', now() at time zone 'Asia/Shanghai')::date, 1000000 + n, n, 1
    from generate_series(1, 100000) n`)
  await pool().query('analyze usage_sums')
  const asked: string[] = []
  const query = pool().query.bind(pool())
  const spy = vi.spyOn(pool(), 'query').mockImplementation(((sql: unknown, ...rest: unknown[]) => {
    asked.push(typeof sql === 'string' ? sql : ((sql as { text?: string }).text ?? ''))
    return (query as (...all: unknown[]) => unknown)(sql, ...rest)
  }) as never)
  const board = await by(people[2], { period: 'month' })
  spy.mockRestore()
  expect(board.users).toBe(100_004)
  expect(board.me.rank).toBeGreaterThan(99_000)
  expect(asked.length).toBeGreaterThan(2)
  expect(asked.join(' ')).not.toMatch(/usage_records|usage_hours/)
})
