import { type ChildProcess, fork } from 'node:child_process'
import { once as event } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Limits } from '@/lib/catalog/entries'
import { setLogLevel } from '@/lib/log'
import { startProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { callsAtOnce, type LimitOrder } from '@/tests/limits'
import { hasRedis, startRedis, type TestRedis } from '@/tests/redis'
import type { Level } from './level'
import { sharedLink, stopLink } from './link'
import { shareLimits } from './share'
import { enter } from './take'

let redis: TestRedis
let rival: ChildProcess
const folder = () => mkdtempSync(join(tmpdir(), 'atrium-limits-'))

async function aRival(): Promise<ChildProcess> {
  const child = fork('tests/limits-rival.ts', {
    execArgv: ['--import', './tests/run-typescript.mjs'],
    env: { ...process.env, DATA_DIR: folder(), REDIS_URL: redis.url },
  })
  await event(child, 'message')
  return child
}

const order = async (child: ChildProcess, what: LimitOrder | 'end' | 'answers'): Promise<{ admitted: number }> => {
  const answer = event(child, 'message') as Promise<[{ admitted: number }]>
  child.send(what)
  return (await answer)[0]
}
/** So many calls here and as many there. Answers how many were let in. */
async function both(level: Level, calls: number, { tokens = 0, keep = false } = {}) {
  const what = { level, calls, tokens, keep }
  const [places, there] = await Promise.all([callsAtOnce(what), order(rival, what)])
  return { places, admitted: places.length + there.admitted }
}

let names = 0
const level = (limits: Partial<Limits>): Level => ({
  kind: 'user',
  name: `shared ${names++}`,
  limits: { rpm: null, tpm: null, weeklyTokens: null, concurrency: null, ...limits },
})
const answers = (is: boolean) => vi.waitFor(() => expect(sharedLink()?.answers).toBe(is), 15_000)

const title = hasRedis ? 'processes with one Redis' : 'processes with one Redis (SKIPPED: redis-server is not installed)'
describe.skipIf(!hasRedis)(title, { timeout: 60_000 }, () => {
  beforeAll(async () => {
    setLogLevel('error')
    await freshDatabase()
    process.env.DATA_DIR = folder()
    redis = await startRedis()
    await startProcess()
    rival = await aRival()
    await startProcess() // The next beat, which sees the other process.
    await shareLimits(redis.url)
    await answers(true)
  }, 60_000)
  afterAll(async () => {
    rival.disconnect()
    await stopLink()
    await redis.kill()
  })

  it('let in exactly as many calls a minute and tokens between them as the limit says', async () => {
    expect((await both(level({ rpm: 20 }), 50)).admitted).toBe(20)
    expect((await both(level({ tpm: 1000 }), 50, { tokens: 100 })).admitted).toBe(10)
  })

  it('correct tokens after a call', async () => {
    const own = level({ tpm: 1000 })
    const first = await enter([own])
    if (!first.ok) throw new Error('not entered')
    expect(await first.place.reserve(900, [])).toBeUndefined()
    expect(first.place.tokens).toMatchObject({ limit: 1000, remaining: 100 })
    first.place.finish(100)
    expect((await both(own, 50, { tokens: 90 })).admitted).toBe(10)
  })

  it('refuse with the wait and the standing of all', async () => {
    const own = level({ rpm: 6 })
    await both(own, 6)
    const refused = await enter([own])
    expect(refused).toMatchObject({ ok: false, limit: 'rpm', allowed: 6, requests: { limit: 6, remaining: 0 } })
    if (refused.ok) return
    expect(refused.waitMs).toBeGreaterThan(8_000)
    expect(refused.waitMs).toBeLessThanOrEqual(10_000)
  })

  it('a refusal for the tokens of one level gives request and places of all levels back', async () => {
    const [wide, narrow] = [level({ rpm: 3, concurrency: 1 }), level({ tpm: 10, concurrency: 5 })]
    for (let n = 0; n < 6; n++) {
      const entered = await enter([wide])
      if (!entered.ok) throw new Error(`refused by ${entered.limit}`)
      const refused = await entered.place.reserve(n === 0 ? 10 : 5, [narrow])
      if (n === 0) entered.place.finish(10)
      else expect(refused).toMatchObject({ limit: 'tpm', allowed: 10 })
    }
  })

  it('count calls at once together, and free the places of ended calls', async () => {
    const own = level({ concurrency: 10 })
    const running = await both(own, 30, { keep: true })
    expect(running.admitted).toBe(10)
    for (const place of running.places) place.finish(0)
    await order(rival, 'end')
    await vi.waitFor(async () => expect((await both(own, 30, { keep: true })).admitted).toBe(10))
    await order(rival, 'end')
  })

  const goings: [string, () => Promise<void> | void, () => Promise<void> | void][] = [
    ['is silent', () => redis.pause(), () => redis.resume()],
    ['is killed', () => redis.kill(), () => redis.restart()],
  ]
  it.each(goings)(
    'while Redis %s keep the limit within a fifth by their shares, and count together again afterwards',
    async (_, goes, comes) => {
      const [used, fresh, busy] = [level({ rpm: 100 }), level({ rpm: 100, tpm: 10_000 }), level({ concurrency: 10 })]
      expect((await both(used, 20)).admitted).toBe(40)
      await goes()
      const first = await both(used, 100)
      await answers(false)
      const next = await both(used, 100)
      expect(40 + first.admitted + next.admitted).toBeGreaterThanOrEqual(80)
      expect(40 + first.admitted + next.admitted).toBeLessThanOrEqual(120)
      expect((await both(fresh, 100)).admitted).toBe(100)
      const running = await both(busy, 30, { keep: true })
      expect(running.admitted).toBe(10)
      await comes()
      await answers(true)
      await vi.waitFor(async () => expect((await order(rival, 'answers')).admitted).toBe(1), 15_000)
      for (const place of running.places) place.finish(0)
      await order(rival, 'end')
      await vi.waitFor(async () => {
        const again = await both(busy, 30)
        expect(again.admitted).toBeGreaterThanOrEqual(10)
      })
      // What was used while it was away counts.
      expect((await both(fresh, 100)).admitted).toBeLessThanOrEqual(20)
    },
  )

  it('free the places of a process that was killed, when its key has expired', async () => {
    const own = level({ concurrency: 4 })
    const own9 = { level: own, calls: 9, tokens: 0, keep: true }
    const client = new Redis(redis.url)
    const before = await client.keys('atrium:process:*')
    const child = await aRival()
    expect((await order(child, own9)).admitted).toBe(4)
    expect(await callsAtOnce(own9)).toHaveLength(0)
    child.kill('SIGKILL')
    const [key = ''] = (await client.keys('atrium:process:*')).filter((each) => !before.includes(each))
    expect(await client.pttl(key)).toBeGreaterThan(0)
    await client.pexpire(key, 1)
    await vi.waitFor(async () => expect(await client.exists(key)).toBe(0))
    expect(await callsAtOnce(own9)).toHaveLength(4)
    client.disconnect()
  })
})
