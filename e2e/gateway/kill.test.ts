import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Killed, removeData, runScript } from '../atrium.ts'
import { compareWithLog, heldCalls, type Outcome, recordsOf } from '../books.ts'
import type { Point } from '../fake-upstream/log.ts'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/server.ts'
import { keepCalling } from '../load.ts'
import { nanosOf, walletOf, within } from '../portal.ts'
import { seed, seeded } from '../random.ts'
import { type Person, type Stand, size, startStand } from '../stand.ts'

const honest = ['plain', 'slow-20x30', 'slow-5x8', 'wait-100', 'thinking-4']
/** Upstreams that reason without showing it and report it late, write more than they may, or report more than can be true. */
const liars = [
  { id: 'slow-20x10.hidden-300.lateusage-200' },
  { id: 'out-6.hidden-300.lateusage-400' },
  { id: 'slow-30x900.ignores', body: { max_tokens: 60 } },
  { id: 'out-40.ignores.hidden-9000', body: { max_tokens: 7 } },
  { id: 'slow-20x60.usageevery.reported-9000' },
  { id: 'thinking-4.usageevery.reported-9000' },
]
const models = [...honest, ...liars]
const points: (Point | 'random')[] = ['received', 'headers', 'chunk', 'content', 'finished', 'random']
const kills: Killed[] = ['server', 'launcher', 'database']
const rounds = size(8, 48)
/** All points by turns with and without calls that reach the upstream while their hold is placed. */
const isSerial = (round: number) => Math.floor(round / points.length) % 2 === 1
const isSerialCall = (id: string) => isSerial(Number(/^r(\d+)-/.exec(id)?.[1]))
const money = '1000000'

describe(`kill -9 loses nothing and bills nothing twice, seed ${seed}`, () => {
  const random = seeded(seed)
  const outcomes: Outcome[] = []
  const people: Person[] = []
  let upstream: FakeUpstream
  let dataDir: string
  let stand: Stand

  const start = (round: number) =>
    startStand({ models: [...honest, ...liars.map(({ id }) => id)], upstream, dataDir, settings: { overlapHolds: !isSerial(round) } })
  beforeAll(async () => {
    upstream = await startFakeUpstream()
    dataDir = await mkdtemp(join(tmpdir(), 'atrium-kill-'))
    stand = await start(0)
    for (let i = 0; i < 4; i++) people.push(await stand.person({ cash: money }))
  })
  afterAll(async () => {
    await stand?.stop()
    await upstream.close()
    await removeData(dataDir)
  })

  /** Resolves in the middle of a call: when the n-th call reaches the point. */
  const reached = (point: Point | 'random') => {
    if (point === 'random') return sleep(300 + random() * 1500)
    let left = 10 + Math.floor(random() * (point === 'chunk' ? 400 : 40))
    return new Promise<void>((done) => {
      const forget = upstream.watch((at) => {
        if (at !== point || --left > 0) return
        forget()
        done()
      })
    })
  }

  it.each(
    Array.from({ length: rounds }, (_, round) => ({
      round,
      point: points[round % points.length] ?? 'random',
      kill: kills[round % kills.length] ?? 'server',
    })),
  )('round $round: killed ($kill) at "$point"', async ({ round, point, kill }) => {
    const secrets = people.map((person) => person.secret)
    const load = keepCalling({ urls: [stand.atrium.url], secrets, models, name: `r${round}`, atOnce: 24, random })
    await reached(point)
    await stand.atrium.kill(kill)
    outcomes.push(...(await load.stop()))
    stand = await start(round + 1)
    await within(60_000, async () => (await heldCalls(stand.atrium.databaseUrl)) === 0)
    compareWithLog(await recordsOf(stand.atrium.databaseUrl), upstream.calls(), outcomes, isSerialCall)
  })

  it('every nano is accounted for', async () => {
    const rows = await recordsOf(stand.atrium.databaseUrl)
    const charged = rows.reduce((sum, row) => sum + (row.charge ?? 0n), 0n)
    let left = 0n
    for (const person of people) {
      const response = await fetch(`${stand.atrium.url}/api/wallet`, { headers: { authorization: `Bearer ${person.token}` } })
      expect(response.status).toBe(200)
      const wallet = await walletOf({
        ...person,
        send: (method, path) => fetch(stand.atrium.url + path, { method, headers: { authorization: `Bearer ${person.token}` } }),
      })
      expect(wallet.onHold).toBe(0n)
      left += wallet.balance
    }
    expect(left).toBe(nanosOf(money) * BigInt(people.length) - charged)
    expect(outcomes.filter((outcome) => outcome.whole).length).toBeGreaterThan(rounds * 5)
    const verify = await runScript('ledger:verify', stand.atrium)
    expect(verify.code, verify.output).toBe(0)
  })
})
