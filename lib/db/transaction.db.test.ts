import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { freshDatabase } from '@/tests/database'
import { pool } from './pool'
import { db } from './prisma'
import { type On, rowsOf, run } from './rows'
import { transaction } from './transaction'
import { isTransient } from './transient'

let address = ''
beforeAll(async () => {
  address = await freshDatabase()
  const name = new URL(address).pathname.slice(1)
  await new pg.Pool({ connectionString: address, max: 1 }).query(`alter database ${name} set timezone = 'Asia/Shanghai'`)
})
afterAll(() => pool().end())

const addUser = 'insert into users (username, username_key) values ($1, $1)'
const codeOf = (error: unknown) => error as { code?: string; constraint?: string }

it('what is written with Prisma and with SQL in one transaction is there together or not at all', async () => {
  const both = (fails: boolean) =>
    transaction(async (tx) => {
      await tx.setting.create({ data: { name: 'one', value: 1 } })
      await run(tx, "insert into facts (name, value) select 'two', value::text from settings where name = 'one'")
      if (fails) throw new Error('no')
    })
  await expect(both(true)).rejects.toThrow('no')
  expect(await db().setting.count()).toBe(0)
  await both(false)
  expect(await rowsOf(pool(), z.object({ value: z.string() }), "select value from facts where name = 'two'")).toEqual([{ value: '1' }])
})

it('numbers beyond a float, lists, bytes, JSON and times go in and come out as they are', async () => {
  const large = 9_007_199_254_740_993n
  const time = new Date('2026-03-01T00:00:00.123Z')
  const row = z.object({
    large: z.bigint(),
    texts: z.array(z.string().nullable()),
    numbers: z.int(),
    bytes: z.instanceof(Uint8Array),
    json: z.object({ a: z.array(z.int()) }),
    time: z.date(),
    hour: z.int(),
  })
  const sql = `select $1::bigint as large, $2::text[] as texts, (select count(*)::int from unnest($3::bigint[]) n where n = $1 or n is null) as numbers,
    $4::bytea as bytes, $5::jsonb as json, $6::timestamptz as time, extract(hour from $6::timestamptz at time zone 'UTC')::int as hour`
  const values = [large, ['a', null, 'b,"c"'], [large, null, 3n], Buffer.from('ab'), '{"a":[1]}', time]
  const wanted = { large, texts: ['a', null, 'b,"c"'], numbers: 2, bytes: expect.any(Uint8Array), json: { a: [1] }, time, hour: 0 }
  for (const [read] of [await transaction((tx) => rowsOf(tx, row, sql, values)), await rowsOf(pool(), row, sql, values)]) {
    expect(read).toEqual(wanted)
    expect(Buffer.from(read?.bytes ?? [])).toEqual(Buffer.from('ab'))
  }
})

it('says how many rows a statement changed', async () => {
  expect(await transaction((tx) => run(tx, "insert into facts (name, value) values ('a', ''), ('b', '')"))).toBe(2)
  expect(await run(pool(), "delete from facts where name in ('a', 'b', 'c')")).toBe(2)
})

it('an error of PostgreSQL keeps its code and constraint, whichever way it was asked', async () => {
  await run(pool(), addUser, ['twin'])
  const ways = [
    () => transaction((tx) => run(tx, addUser, ['twin'])),
    () => transaction((tx) => rowsOf(tx, z.object({ id: z.int() }), `${addUser} returning id`, ['twin'])),
    () => transaction((tx) => tx.user.create({ data: { username: 'twin', usernameKey: 'twin' } })),
    () => run(pool(), addUser, ['twin']),
  ]
  for (const way of ways) {
    const error = await way().catch(codeOf)
    expect(error).toMatchObject({ code: '23505', constraint: 'users_username_key_key' })
  }
})

it('a transaction that PostgreSQL ended for the sake of another runs again, and not for ever', async () => {
  for (const [code, tries] of [
    ['40001', 2],
    ['40P01', 2],
    ['23505', 1],
  ] as const) {
    let times = 0
    const work = transaction(async (tx) => {
      if (++times === 1) await run(tx, `do $$ begin raise exception 'again' using errcode = '${code}'; end $$`)
    })
    await (tries > 1 ? work : expect(work).rejects.toMatchObject({ code }))
    expect(times).toBe(tries)
  }
  let times = 0
  const never = transaction(
    async (tx) => {
      times++
      await run(tx, "do $$ begin raise exception 'again' using errcode = '40001'; end $$")
    },
    { tries: 3 },
  )
  await expect(never).rejects.toMatchObject({ code: '40001' })
  expect(times).toBe(3)
})

it('two that lock each other both come to their end', async () => {
  await run(pool(), "insert into facts (name, value) values ('left', ''), ('right', '')")
  const add = 'update facts set value = value || $2 where name = $1'
  let arrived = 0
  const { promise: both, resolve } = Promise.withResolvers<void>()
  const one = (letter: string, names: string[]) =>
    transaction(async (tx) => {
      await run(tx, add, [names[0], letter])
      if (++arrived === 2) resolve()
      await both
      await run(tx, add, [names[1], letter])
    })
  await Promise.all([one('x', ['left', 'right']), one('y', ['right', 'left'])])
  const read = await rowsOf(pool(), z.object({ value: z.string() }), "select value from facts where name in ('left', 'right')")
  expect(read.map(({ value }) => [...value].sort().join(''))).toEqual(['xy', 'xy'])
})

it('a connection that broke under a transaction is something that passes', async () => {
  const broken = transaction(async (tx) => {
    const [row] = await rowsOf(tx, z.object({ pid: z.int() }), 'select pg_backend_pid() as pid')
    await run(pool(), 'select pg_terminate_backend($1)', [row?.pid])
    await run(tx, 'select pg_sleep(1)')
  })
  const error = await broken.catch((thrown: unknown) => thrown)
  expect(isTransient(error)).toBe(true)
  expect(await transaction((tx) => run(tx, 'select 1'))).toBe(1)
})

it('a row that is not what its statement promises is refused where it enters, and the log is not told its values', async () => {
  const row = z.object({ name: z.string(), count: z.int() })
  const ask = (on: On) => rowsOf(on, row, "select 'secret' as name, 'secret' as count")
  for (const asked of [ask(pool()), transaction(ask)]) {
    expect(await asked.catch((thrown: Error) => thrown)).toMatchObject({
      code: 'internal',
      facts: { cause: 'a row is not what its statement promises: count (invalid_type)' },
    })
  }
})
