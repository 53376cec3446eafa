import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Called, chat } from '../call.ts'
import { oddCharge } from '../charge.ts'
import { nanosOf, usageOf, walletOf, within } from '../portal.ts'
import { type Person, type Stand, size, startStand } from '../stand.ts'
import {
  brokenStreamFaults,
  emptyStreamFaults,
  headFaults,
  slowBrokenStreamFaults,
  slowEmptyStreamFaults,
  slowFaults,
  wholeFaults,
} from './faults.ts'

const models = [
  headFaults,
  slowFaults,
  emptyStreamFaults,
  slowEmptyStreamFaults,
  brokenStreamFaults,
  slowBrokenStreamFaults,
  wholeFaults,
].flat()
const both = [...headFaults, ...slowFaults].flatMap((model) => [false, true].map((stream) => ({ model, stream })))
const nothingDelivered = [
  ...both,
  ...[...emptyStreamFaults, ...slowEmptyStreamFaults].map((model) => ({ model, stream: true })),
  ...wholeFaults.map((model) => ({ model, stream: false })),
]
const partlyDelivered = [...brokenStreamFaults, ...slowBrokenStreamFaults]
const repeats = size(2, 14)

describe('a hold always ends', () => {
  let stand: Stand
  let person: Person
  beforeAll(async () => {
    stand = await startStand({
      models: [...models, 'slow-30x900'],
      timeouts: { connect: 5, firstByte: 3, firstToken: 3, idle: 3, total: 60, answer: 5 },
    })
    person = await stand.person()
  })
  afterAll(() => stand?.stop())

  const many = (model: string, stream: boolean): Promise<Called[]> =>
    Promise.all(Array.from({ length: repeats }, () => chat({ url: stand.atrium.url, secret: person.secret, model, stream })))
  const nothingHeld = () => within(10_000, async () => (await walletOf(person)).onHold === 0n)

  it.concurrent.each(nothingDelivered)('$model, stream $stream: an error, no charge', async ({ model, stream }) => {
    for (const answer of await many(model, stream)) {
      expect(answer.error?.message, answer.text).toBeTruthy()
      if (answer.status === 200) expect(answer.done).toBe(false)
      const record = await usageOf(person, answer.requestId ?? '')
      expect(record).toMatchObject({ charge: '0', outputTokens: 0 })
    }
  })

  it.concurrent.each(partlyDelivered)('%s: what was delivered is charged, the rest is not', async (model) => {
    for (const answer of await many(model, true)) {
      expect(answer.done).toBe(false)
      expect(answer.error?.message, answer.text).toBeTruthy()
      expect(answer.error?.message).not.toContain('10.9.8.7')
      const record = await usageOf(person, answer.requestId ?? '')
      expect(record).toMatchObject({ estimated: true })
      const charge = nanosOf(record?.charge ?? '')
      expect(charge).toBeGreaterThan(0n)
      expect(charge).toBe(oddCharge({ input: record?.inputTokens ?? 0, output: record?.outputTokens ?? 0 }))
    }
  })

  it('nothing is held afterwards', async () => {
    await nothingHeld()
  })

  it.each([0, 1, 5])(
    'a caller who leaves after %i pieces frees the upstream and the money long before the answer would have ended',
    async (leaveAfter) => {
      stand.upstream.clear()
      const calls = Array.from({ length: size(10, 100) }, () =>
        chat({ url: stand.atrium.url, secret: person.secret, model: 'slow-30x900', stream: true, leaveAfter }).catch(() => undefined),
      )
      await Promise.all(calls)
      await within(10_000, async () => stand.upstream.calls().every((call) => call.state !== 'running'))
      expect(stand.upstream.calls().every((call) => call.state === 'gone')).toBe(true)
      await nothingHeld()
    },
  )

  it('a caller who leaves before the headers pays nothing', async () => {
    const before = await walletOf(person)
    const leaving = new AbortController()
    const calls = [false, true].map((stream) =>
      chat({ url: stand.atrium.url, secret: person.secret, model: 'wait-30000', stream, signal: leaving.signal }).catch(() => undefined),
    )
    setTimeout(() => leaving.abort(), 300)
    await Promise.all(calls)
    await nothingHeld()
    expect((await walletOf(person)).balance).toBe(before.balance)
  })
})
