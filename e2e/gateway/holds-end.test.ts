import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, type Called, chat } from '../call.ts'
import { oddCharge } from '../charge.ts'
import { nanosOf, usageOf, walletOf, within } from '../portal.ts'
import { type Person, type Stand, size, startStand } from '../stand.ts'
import {
  brokenStreamFaults,
  emptyStreamFaults,
  headFaults,
  lies,
  slowBrokenStreamFaults,
  slowEmptyStreamFaults,
  slowFaults,
  wholeFaults,
} from './faults.ts'

const neverEnding = ['slow-30x900', 'slow-30x900.usageevery.reported-999999', 'slow-30x900.ignores.hidden-999999']
const lateLies = ['lateusage-60000', 'hidden-300.lateusage-60000', 'lateusage-60000.usageevery.reported-999999']
const models = [
  headFaults,
  slowFaults,
  emptyStreamFaults,
  slowEmptyStreamFaults,
  brokenStreamFaults,
  slowBrokenStreamFaults,
  wholeFaults,
  lies.map(({ model }) => model),
  lateLies,
  neverEnding,
  ['plain', 'ignores.out-40'],
].flat()
const both = [...headFaults, ...slowFaults].flatMap((model) => [false, true].map((stream) => ({ model, stream })))
const nothingDelivered = [
  ...both,
  ...[...emptyStreamFaults, ...slowEmptyStreamFaults].map((model) => ({ model, stream: true })),
  ...wholeFaults.map((model) => ({ model, stream: false })),
]
const partlyDelivered = [...brokenStreamFaults, ...slowBrokenStreamFaults]
const untrue = [
  ...lies.flatMap((lie) => [false, true].map((stream) => ({ ...lie, stream, body: {} }))),
  ...lateLies.map((model) => ({ model, pieces: 8, stream: true, body: {} })),
  { model: 'ignores.out-40', pieces: 5, stream: true, body: { max_tokens: 5 } },
  { model: 'ignores.out-40', pieces: 5, stream: true, body: { max_completion_tokens: 5 } },
]
/** Each person has as many running calls as the limit allows, so a place that is not given back makes the next call fail. */
const atOnce = size(2, 14)

describe('a hold always ends', () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await startStand({
      models,
      timeouts: { connect: 5, firstByte: 3, firstToken: 3, idle: 3, total: 60, answer: 5 },
      group: { concurrency: atOnce, tpm: 100_000 },
    })
  })
  afterAll(() => stand?.stop())

  type Asked = Pick<Call, 'model' | 'stream' | 'body' | 'leaveAfter' | 'leaveAtFinish' | 'signal'>
  const many = (person: Person, call: Asked): Promise<Called[]> =>
    Promise.all(Array.from({ length: atOnce }, () => chat({ url: stand.atrium.url, secret: person.secret, ...call })))
  /** Afterwards neither money nor a place among the running calls nor tokens of this minute are missing. */
  async function nothingIsHeld(person: Person) {
    await within(10_000, async () => (await walletOf(person)).onHold === 0n)
    const again = await many(person, { model: 'plain', stream: true })
    expect(again.map(({ status, done, text }) => ({ status, done, text }))).toEqual(
      again.map(({ text }) => ({ status: 200, done: true, text })),
    )
  }

  it.concurrent.each(nothingDelivered)('$model, stream $stream: an error, no charge', async (call) => {
    const person = await stand.person()
    for (const answer of await many(person, call)) {
      expect(answer.error?.message, answer.text).toBeTruthy()
      if (answer.status === 200) expect(answer.done).toBe(false)
      const record = await usageOf(person, answer.requestId ?? '')
      expect(record).toMatchObject({ charge: '0', outputTokens: 0 })
    }
    await nothingIsHeld(person)
  })

  it.concurrent.each(partlyDelivered)('%s: what was delivered is charged, the rest is not', async (model) => {
    const person = await stand.person()
    for (const answer of await many(person, { model, stream: true })) {
      expect(answer.done).toBe(false)
      expect(answer.error?.message, answer.text).toBeTruthy()
      expect(answer.error?.message).not.toContain('10.9.8.7')
      const record = await usageOf(person, answer.requestId ?? '')
      expect(record).toMatchObject({ estimated: true })
      const charge = nanosOf(record?.charge ?? '')
      expect(charge).toBeGreaterThan(0n)
      expect(charge).toBe(oddCharge({ input: record?.inputTokens ?? 0, output: record?.outputTokens ?? 0 }))
    }
    await nothingIsHeld(person)
  })

  it.concurrent.each(untrue)('$model, stream $stream, $body: what came is charged, whatever is told', async ({ pieces, ...call }) => {
    const person = await stand.person()
    for (const answer of await many(person, call)) {
      expect(answer).toMatchObject({ status: 200, error: undefined, done: call.stream })
      const record = await usageOf(person, answer.requestId ?? '')
      expect(record).toMatchObject({ status: 200, outputTokens: pieces, estimated: true })
      const input = record?.inputTokens ?? 0
      expect(input).toBeGreaterThan(0)
      expect(input).toBeLessThan(20)
      expect(nanosOf(record?.charge ?? '')).toBe(oddCharge({ input, output: pieces }))
    }
    await nothingIsHeld(person)
  })

  it.each(neverEnding.flatMap((model) => [0, 1, 5].map((leaveAfter) => ({ model, leaveAfter }))))(
    'a caller of $model who leaves after $leaveAfter pieces frees the upstream and the money long before the answer would have ended',
    async (left) => {
      stand.upstream.clear()
      const people = await Promise.all(Array.from({ length: size(5, 7) }, () => stand.person()))
      await Promise.all(people.map((person) => many(person, { ...left, stream: true }).catch(() => undefined)))
      await within(10_000, async () => stand.upstream.calls().every((call) => call.state !== 'running'))
      expect(stand.upstream.calls().every((call) => call.state === 'gone')).toBe(true)
      for (const person of people) await nothingIsHeld(person)
    },
  )

  it.concurrent.each(lateLies)('a caller who leaves at the finish of %s waits for no report, and pays what came', async (model) => {
    const person = await stand.person()
    const answers = await many(person, { model, stream: true, leaveAtFinish: true })
    await nothingIsHeld(person)
    for (const { requestId } of answers)
      expect(await usageOf(person, requestId ?? '')).toMatchObject({ status: 499, outputTokens: 8, estimated: true })
  })

  it('a caller who leaves before the headers pays nothing', async () => {
    const person = await stand.person()
    const before = await walletOf(person)
    for (const stream of [false, true]) {
      const leaving = new AbortController()
      setTimeout(() => leaving.abort(), 300)
      await many(person, { model: 'wait-30000', stream, signal: leaving.signal }).catch(() => undefined)
      await within(10_000, async () => (await walletOf(person)).onHold === 0n)
      expect((await walletOf(person)).balance).toBe(before.balance)
      await nothingIsHeld(person)
      before.balance = (await walletOf(person)).balance
    }
  })
})
