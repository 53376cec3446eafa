import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { balancesOf } from '@/tests/ledger'
import * as count from './measure/count-tokens'
import { CallerBody } from './relay/caller-body'
import { writeJournal } from './settle/running-streams'
import * as breaker from './targets/breaker'
import { occupancy } from './targets/slots'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  await count.loadCounter()
  gateway = await startGateway()
  const models = ['plain', 'nousage', 'cut-3', 'slow-50x60', 'slow-50x400', 'nousage.slow-20x4'].map((id) => ({ id }))
  const limits = { name: 'default', rpm: 100_000, tpm: 10_000_000, weeklyTokens: 100_000_000, concurrency: 1 }
  await gateway.apply({ ...catalogOf([anUpstream(gateway.upstream.url)], models), groups: [limits] })
  caller = await gateway.caller()
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const ask = (model: string, stream: boolean) => gateway.post(caller, { model, messages, stream })

/** Checks that its only place is free again and that nothing is held, as after a settled call. */
async function ended(response: Response) {
  await response.text().catch(() => '')
  const record = await gateway.record(response.headers.get('x-request-id'))
  expect(await balancesOf(caller)).toMatchObject({ held: 0n })
  vi.restoreAllMocks()
  const next = await ask('plain', false)
  expect(next.status).toBe(200)
  await next.text()
  return record
}

const boom = () => {
  throw new RangeError('Maximum call stack size exceeded')
}
const breakings: [what: string, breaks: () => void][] = [
  ['counting the prompt', () => vi.spyOn(count, 'countPrompt').mockImplementation(boom)],
  ['counting the answer', () => vi.spyOn(count, 'countTokens').mockImplementation(boom)],
]

it.each(breakings)('%s fails: the call is settled by what was held for it, and its places are free', async (_, breaks) => {
  for (const stream of [false, true]) {
    breaks()
    const response = await ask('nousage', stream)
    const record = await ended(response)
    expect(record).toMatchObject({ status: 200, estimated: true })
    expect(record.charge).toBe(record.hold)
    expect(record.charge).toBeGreaterThan(0n)
  }
})

it.each(['nousage', 'cut-3'])('judging the target fails: %s is settled all the same', async (model) => {
  vi.spyOn(breaker, 'succeeded').mockImplementation(boom)
  vi.spyOn(breaker, 'failed').mockImplementation(boom)
  const record = await ended(await ask(model, true))
  expect(record.charge).toBeGreaterThan(0n)
})

it('relaying fails: what was delivered is charged and the place at the upstream is given back', async () => {
  const response = await ask('slow-50x60', true)
  const reader = response.body?.getReader()
  await reader?.read()
  vi.spyOn(CallerBody.prototype, 'push').mockImplementation(boom)
  await expect(async () => {
    for (let at = await reader?.read(); at && !at.done; at = await reader?.read());
  }).rejects.toThrow()
  const record = await gateway.record(response.headers.get('x-request-id'))
  expect(record).toMatchObject({ estimated: true })
  expect(record.status).toBeGreaterThanOrEqual(499)
  expect(record.charge).toBeGreaterThan(0n)
  await expect.poll(() => occupancy(String(record.upstream)).running).toBe(0)
})

it('one stream that cannot be counted does not stop the journal of the others', async () => {
  const [one, other] = [await gateway.caller(), await gateway.caller()]
  const leaving = new AbortController()
  const sick = await gateway.post(one, { model: 'slow-50x400', messages, stream: true }, { signal: leaving.signal })
  const well = await gateway.post(other, { model: 'slow-50x60', messages: [{ role: 'user', content: 'well' }], stream: true })
  const countAll = count.countPrompt
  vi.spyOn(count, 'countPrompt').mockImplementation((body, images) =>
    body.messages[0]?.content === 'hello' ? boom() : countAll(body, images),
  )
  await expect
    .poll(async () => {
      await writeJournal()
      const { rows } = await pool().query('select (calls->$1->>1)::int as said from stream_journals', [well.headers.get('x-request-id')])
      return rows[0]?.said
    })
    .toBeGreaterThan(0)
  leaving.abort()
  await Promise.all([sick.text().catch(() => ''), well.text()])
  await gateway.record(sick.headers.get('x-request-id'))
})

it('tens of thousands of texts are held for, counted and settled', async () => {
  const texts = Array.from({ length: 19_000 }, () => ({ type: 'text', text: 'a', more: 'b' }))
  const response = await gateway.post(caller, {
    model: 'nousage.slow-20x4',
    messages: [{ role: 'user', content: texts }, ...Array.from({ length: 9000 }, () => ({ role: 'user', content: 'hello' }))],
    stream: true,
  })
  const record = await ended(response)
  expect(record).toMatchObject({ status: 200, output_tokens: 4, estimated: true })
  expect(Number(record.input_tokens)).toBeGreaterThan(19_000)
  expect(record.charge).toBeLessThanOrEqual(record.hold as bigint)
})
