import { beforeAll, beforeEach, expect, it } from 'vitest'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { freshDatabase } from '@/tests/database'
import { mostAttempts } from './back-off'
import { enqueue } from './enqueue'
import { eraseJobs } from './erase-jobs'
import { handles, hopeless, jobKind } from './job-kind'
import { worker } from './worker'

beforeAll(async () => {
  await freshDatabase()
})
beforeEach(async () => {
  await pool().query('delete from jobs')
  await pool().query(
    "insert into processes (id, folder) values ('prs_a', 'a'), ('prs_b', 'b') on conflict (id) do update set heartbeat_at = now()",
  )
})

const number = jobKind('test.number', z.object({ n: z.int() }))
const other = jobKind('test.other', z.object({}))
const put = (n: number, when?: Parameters<typeof enqueue>[3]) => transaction((tx) => enqueue(tx, number, { n }, when))
const rows = async () => (await pool().query('select kind, state, attempts, locked_by, error, run_at, done_at from jobs order by id')).rows

it('five workers do forty jobs, each once', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => put(n)))
  const done: number[] = []
  const handler = handles(number, async ({ n }) => {
    await new Promise((wait) => setTimeout(wait, n % 5))
    done.push(n)
  })
  const workers = Array.from({ length: 5 }, (_, at) => worker({ handlers: [handler], process: `prs_${at}` }))
  await Promise.all(workers.map((each) => each.look()))
  await Promise.all(workers.map((each) => each.idle()))
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n))
  expect((await rows()).every(({ state, attempts }) => state === 'done' && attempts === 1)).toBe(true)
})

it('a job is there only if the transaction that asked for it is, and once for its key', async () => {
  await transaction(async (tx) => {
    await enqueue(tx, number, { n: 1 })
    throw new Error('changed my mind')
  }).catch(() => undefined)
  expect(await rows()).toEqual([])
  const made = await Promise.all(Array.from({ length: 8 }, () => put(1, { key: 'one' })))
  expect(made.filter(Boolean)).toHaveLength(1)
  expect(await rows()).toHaveLength(1)
})

it('what fails is tried later and later up to an hour, and is failed in the end', async () => {
  let now = new Date(Date.now() + 1000)
  const waits: number[] = []
  const lasts: boolean[] = []
  const failing = handles(number, async (_, { last }) => {
    lasts.push(last)
    throw new Error('no luck')
  })
  const one = worker({ handlers: [failing], process: 'prs_a', clock: () => now })
  await put(1)
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    await one.look()
    await one.idle()
    const [job] = await rows()
    expect(job).toMatchObject({ attempts: attempt, error: 'no luck', locked_by: null })
    if (job.state === 'failed') break
    waits.push((job.run_at.getTime() - now.getTime()) / 1000)
    now = new Date(job.run_at.getTime() - 1)
    await one.look() // It is not due yet.
    await one.idle()
    expect((await rows())[0].attempts).toBe(attempt)
    now = new Date(job.run_at)
  }
  expect((await rows())[0].state).toBe('failed')
  expect(lasts.indexOf(true)).toBe(mostAttempts - 1)
  expect(Math.abs((waits[0] ?? 0) - 15)).toBeLessThanOrEqual(1.5)
  expect(Math.abs((waits[1] ?? 0) - 30)).toBeLessThanOrEqual(3)
  expect(Math.max(...waits)).toBeLessThanOrEqual(3960)
  expect(waits.at(-1)).toBeGreaterThanOrEqual(3240)
})

it('what cannot succeed is failed at once', async () => {
  const one = worker({ handlers: [handles(number, () => Promise.reject(hopeless(new Error('gone for good'))))], process: 'prs_a' })
  await put(1)
  await one.look()
  await one.idle()
  expect(await rows()).toMatchObject([{ state: 'failed', attempts: 1, error: 'gone for good' }])
})

it('failing, hanging and unknown jobs do not stop others', async () => {
  const done: number[] = []
  const handler = handles(number, async ({ n }) => {
    if (n < 4) await new Promise(() => undefined)
    if (n < 8) throw new Error('no luck')
    done.push(n)
  })
  await transaction((tx) => enqueue(tx, other, {}))
  for (let n = 0; n < 12; n++) await put(n)
  const one = worker({ handlers: [handler], process: 'prs_a', limitMs: 100 })
  await one.look()
  await one.idle()
  expect(done).toEqual([8, 9, 10, 11])
  const states = (await rows()).map(({ state, error }) => [state, error])
  expect(states[0]).toEqual(['waiting', null])
  expect(states.slice(1, 5)).toEqual(Array.from({ length: 4 }, () => ['waiting', 'The job took too long.']))
  expect(states.slice(9)).toEqual(Array.from({ length: 4 }, () => ['done', null]))
})

it('the job of a process that died is taken again, and the dead one has no say any more', async () => {
  await put(1)
  const stuck = Promise.withResolvers<void>()
  const dead = worker({ handlers: [handles(number, () => stuck.promise)], process: 'prs_a' })
  await dead.look()
  const going = Promise.withResolvers<void>()
  const done: number[] = []
  const finish = async ({ n }: { n: number }) => {
    await going.promise
    done.push(n)
  }
  const next = worker({ handlers: [handles(number, finish)], process: 'prs_b' })
  await next.release()
  await next.look()
  expect(await rows()).toMatchObject([{ locked_by: 'prs_a' }]) // The first process lives.
  await pool().query("update processes set heartbeat_at = now() - interval '21 s' where id = 'prs_a'")
  expect(await next.release()).toBe(1)
  await next.look()
  stuck.reject(new Error('back from the dead'))
  await dead.idle()
  expect(await rows()).toMatchObject([{ state: 'running', locked_by: 'prs_b', attempts: 2 }])
  going.resolve()
  await next.idle()
  expect(done).toEqual([1])
  expect(await rows()).toMatchObject([{ state: 'done', attempts: 2 }])
})

it('a job that ends its process every time is failed at last', async () => {
  await put(1)
  await pool().query("update jobs set state = 'running', locked_by = 'prs_gone', locked_at = now(), attempts = $1", [mostAttempts])
  await worker({ handlers: [], process: 'prs_a' }).release()
  expect(await rows()).toMatchObject([{ state: 'failed', error: 'The process that ran it ended.' }])
})

it('stopping waits for what runs and takes nothing more', async () => {
  const going = Promise.withResolvers<void>()
  const one = worker({ handlers: [handles(number, () => going.promise)], process: 'prs_a' })
  for (let n = 0; n < 6; n++) await put(n)
  await one.look()
  const stopped = one.stop()
  going.resolve()
  await stopped
  expect((await rows()).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'waiting', 'waiting'])
})

it('finished jobs are erased after a week, failed and waiting ones are not', async () => {
  for (let n = 0; n < 3; n++) await put(n)
  await pool().query(
    "update jobs set state = case when input->>'n' = '0' then 'done' when input->>'n' = '1' then 'failed' else 'waiting' end, done_at = now() - interval '8 days'",
  )
  await eraseJobs()
  expect((await rows()).map(({ state }) => state)).toEqual(['failed', 'waiting'])
})
