import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startPostgres } from '../../scripts/database/postgres.ts'
import { removeData } from '../atrium.ts'
import { heldCalls, recordsOf } from '../books.ts'
import { chat } from '../call.ts'
import { oddCharge } from '../charge.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { gateTo } from '../gate.ts'
import { usageOf, walletOf, within } from '../portal.ts'
import { type Stand, startStand } from '../stand.ts'

let stand: Stand | undefined
afterEach(async () => {
  await stand?.stop()
  stand = undefined
})

describe('SIGTERM', () => {
  it('lets running streams finish, bills them, refuses new calls and ends with 0', async () => {
    const { atrium, person, upstream } = await startStand({ models: ['slow-200x40', 'plain'] })
    const user = await person()
    const running = Array.from({ length: 5 }, (_, i) =>
      chat({ url: atrium.url, secret: user.secret, model: 'slow-200x40', stream: true, id: `draining-${i}` }),
    )
    await within(10_000, async () => upstream.calls().length === 5)
    const code = atrium.stop()
    // A request may meet the closing of idle connections. It is repeated.
    const late = () => chat({ url: atrium.url, secret: user.secret, model: 'plain' }).catch(() => undefined)
    await within(5000, async () => (await late())?.status === 503)
    for (const answer of await Promise.all(running)) {
      expect(answer.content).toBe(textOf(40))
      expect(answer.done).toBe(true)
    }
    expect(await code).toBe(0)
    await upstream.close()
    await removeData(atrium.dataDir)
  })
})

describe('the database goes away', () => {
  const folders: string[] = []
  afterAll(() => Promise.all(folders.map(removeData)))

  it('calls are refused with 503 while it is gone, running ones are billed when it is back', async () => {
    for (const name of ['database', 'data']) folders.push(await mkdtemp(join(tmpdir(), `atrium-${name}-`)))
    const [databaseDir = '', dataDir = ''] = folders
    const database = await startPostgres(databaseDir)
    const through = new URL(database.url)
    const gate = await gateTo(Number(through.port))
    through.port = String(gate.port)
    const env = { DATABASE_URL: String(through), SECRET_KEY: randomBytes(32).toString('base64') }
    stand = await startStand({ models: ['plain', 'slow-100x20'], env, dataDir })
    const user = await stand.person()
    const call = (model: string, stream = false, id = 'x') => chat({ url: stand?.atrium.url ?? '', secret: user.secret, model, stream, id })
    expect((await call('plain')).status).toBe(200)
    const running = call('slow-100x20', true, 'through')
    const relayed = () => stand?.upstream.callsOf('through')[0]
    await within(10_000, async () => (relayed()?.chunks ?? 0) > 2)
    await gate.shut()
    const refused = await call('plain', false, 'refused')
    expect(refused).toMatchObject({ status: 503 })
    expect(refused.error?.message).not.toMatch(/ECONNREFUSED|postgres/i)
    await within(10_000, async () => relayed()?.state === 'finished') // Its settlement waits.
    await gate.open()
    await within(30_000, async () => (await call('plain', false, 'again')).status === 200)
    await running
    await within(30_000, async () => (await heldCalls(database.url)) === 0)
    const [row] = (await recordsOf(database.url)).filter((record) => record.clientId === 'through')
    expect(row).toMatchObject({ charge: oddCharge({ input: relayed()?.promptTokens ?? 0, output: 20 }) })
    expect(row?.transferred).toBe(row?.charge)
    await stand.stop()
    stand = undefined
    await gate.shut()
    await database.stop()
  })
})

describe('a slow reader', () => {
  it('slows the upstream down instead of filling memory, and gets everything in the end', async () => {
    const count = 150_000
    stand = await startStand({ models: [{ id: `out-${count}`, maxOutput: count, context: 1_000_000 }], timeouts: { idle: 60, total: 300 } })
    const user = await stand.person()
    const { upstream, atrium } = stand
    const body = JSON.stringify({ model: `out-${count}`, stream: true, messages: [{ role: 'user', content: '[[slow-reader]]' }] })
    const headers = {
      authorization: `Bearer ${user.secret}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      request(`${atrium.url}/v1/chat/completions`, { method: 'POST', headers }, resolve).on('error', reject).end(body)
    })
    const chunks = () => upstream.callsOf('slow-reader')[0]?.chunks ?? 0
    let before = -1
    await within(60_000, async () => {
      const still = chunks() > 0 && chunks() - before < 50
      before = chunks()
      await sleep(2000)
      return still
    })
    expect(chunks()).toBeLessThan(count)
    let events = 0
    for await (const part of answer) events += part.toString().split('"content":" ').length - 1
    expect(events).toBeGreaterThan(count * 0.99) // An event that is split between two reads is not counted.
    const record = await usageOf(user, answer.headers['x-request-id']?.toString() ?? '')
    expect(record?.outputTokens).toBe(count)
    expect((await walletOf(user)).onHold).toBe(0n)
  })
})
