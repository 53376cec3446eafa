import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../scripts/database/postgres.ts'
import { removeData, runScript } from '../atrium.ts'
import { compareWithLog, heldCalls, recordsOf } from '../books.ts'
import { chat } from '../call.ts'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/server.ts'
import { keepCalling } from '../load.ts'
import { createKeys, walletOf, within } from '../portal.ts'
import { seed, seeded } from '../random.ts'
import { type Person, type Stand, size, startStand } from '../stand.ts'

const paid = { id: 'by-token', behaves: 'out-8.in-0', maxOutput: 8, price: { input: 0, output: 12_500 } }
const models = ['plain', 'slow-20x30', 'thinking-4', paid]

describe('two processes on one database', () => {
  const folders: string[] = []
  const stands: Stand[] = []
  let upstream: FakeUpstream
  let database: Awaited<ReturnType<typeof startPostgres>>
  let env: Record<string, string>

  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'atrium-two-'))
    folders.push(made)
    return made
  }
  const start = async () => startStand({ models, upstream, env, dataDir: await folder() })
  const urls = () => stands.map((stand) => stand.atrium.url)
  const first = () => stands[0] as Stand
  const person = (money: { cash?: string }): Promise<Person> => first().person(money)

  beforeAll(async () => {
    upstream = await startFakeUpstream()
    database = await startPostgres(await folder())
    env = { DATABASE_URL: database.url, SECRET_KEY: randomBytes(32).toString('base64') }
    stands.push(await start())
    stands.push(await start())
  })
  afterAll(async () => {
    for (const stand of stands) await stand.stop()
    await upstream.close()
    await database.stop()
    for (const made of folders) await removeData(made)
  })

  it.each([false, true])('nobody overspends through both at once (stream %s): exactly 10 served', async (stream) => {
    const buyer = await person({ cash: '1' })
    const count = size(60, 200)
    const calls = Array.from({ length: count }, (_, i) =>
      chat({ url: urls()[i % 2] ?? '', secret: buyer.secret, model: 'by-token', stream }),
    )
    const answers = await Promise.all(calls)
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(10)
    expect(answers.filter((answer) => answer.status === 402)).toHaveLength(count - 10)
    await within(10_000, async () => (await walletOf(buyer)).onHold === 0n)
    expect((await walletOf(buyer)).balance).toBe(0n)
  })

  it.each([false, true])('nor does anybody whom both know to be rich (stream %s): exactly 30 served', async (stream) => {
    const buyer = await person({ cash: '3.2' })
    const call = (i: number) => chat({ url: urls()[i % 2] ?? '', secret: buyer.secret, model: 'by-token', stream })
    for (const i of [0, 1]) expect((await call(i)).status).toBe(200)
    const count = size(90, 300)
    const answers = await Promise.all(Array.from({ length: count }, (_, i) => call(i)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(30)
    expect(answers.filter((answer) => answer.status === 402)).toHaveLength(count - 30)
    await within(10_000, async () => (await walletOf(buyer)).onHold === 0n)
    expect((await walletOf(buyer)).balance).toBe(0n)
  })

  it('a key that is disabled in one stops in the other within 5 s', async () => {
    const user = await person({ cash: '10' })
    const [key] = await createKeys(user)
    const answers = () => Promise.all(urls().map((url) => chat({ url, secret: key?.secret ?? '', model: 'plain' })))
    expect((await answers()).map((answer) => answer.status)).toEqual([200, 200])
    await user.send('PATCH', `/api/keys/${key?.id}`, { enabled: false })
    await within(5000, async () => (await answers()).every((answer) => answer.status === 401))
  })

  it('each says that there are two, so that nobody takes its health for that of both', async () => {
    const told = () => Promise.all(stands.map(({ owner }) => owner.get<{ processes: number }>('/api/admin/upstreams/health')))
    // The first hears of the second with its next heartbeat.
    await within(10_000, async () => (await told()).every(({ processes }) => processes === 2))
  })

  it('one is killed under load: the other ends its holds, and all is billed as the upstream says', async () => {
    upstream.clear()
    const users = await Promise.all([1, 2, 3].map(() => person({ cash: '100000' })))
    const load = keepCalling({
      urls: urls(),
      secrets: users.map((user) => user.secret),
      models: ['plain', 'slow-20x30', 'thinking-4'],
      name: 'two',
      atOnce: 24,
      random: seeded(seed),
    })
    await sleep(size(2000, 20_000))
    const victim = stands.pop() as Stand
    await victim.atrium.kill('launcher')
    await sleep(500)
    const outcomes = await load.stop()
    await within(60_000, async () => (await heldCalls(database.url)) === 0)
    const rows = await recordsOf(database.url)
    compareWithLog(rows, upstream.calls(), outcomes)
    const verify = await runScript('ledger:verify', first().atrium, env)
    expect(verify.code, verify.output).toBe(0)
  })
})
