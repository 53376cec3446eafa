import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { freshDatabase } from '@/tests/database'
import { giveUpSilent } from './give-up-silent'

const pools: pg.Pool[] = []
beforeAll(async () => {
  await freshDatabase()
})
afterAll(() => Promise.all(pools.map((pool) => pool.end())))

function patientFor(ms: number): pg.Pool {
  const made = new pg.Pool({ connectionString: env().databaseUrl, max: 2 })
  made.on('error', () => {})
  giveUpSilent(made, ms)
  pools.push(made)
  return made
}

it('a statement without an answer fails as if its connection broke, and the next one is served', async () => {
  const made = patientFor(300)
  const began = performance.now()
  await expect(made.query('select pg_sleep(20)')).rejects.toThrow('Connection terminated')
  expect(performance.now() - began).toBeLessThan(10_000)
  expect((await made.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

it('connections that only wait for work, and those that answer in time, are left alone', async () => {
  const made = patientFor(3000)
  const pid = async () => (await made.query('select pg_backend_pid() as pid')).rows[0].pid
  const before = await pid()
  await new Promise((done) => setTimeout(done, 2000))
  await made.query('select pg_sleep(0.1)')
  await new Promise((done) => setTimeout(done, 2000))
  expect(await pid()).toBe(before)
})
