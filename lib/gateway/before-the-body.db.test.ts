import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

const mebibyte = 1024 * 1024
const messages = [{ role: 'user', content: 'hello' }]
const small = JSON.stringify({ model: 'plain', messages })
let gateway: Gateway

const catalog = (more: object[] = []) =>
  catalogOf(
    [anUpstream(gateway.upstream.url)],
    [
      { id: 'plain' },
      { id: 'wide', context: 2_000_000, targets: [{ upstream: 'fake', upstreamModel: 'plain' }] },
      { id: 'slow-50x100' },
      ...(more as { id: string }[]),
    ],
  )

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(catalog())
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

/** Begins a call whose body never comes, so whatever is answered was decided without it. */
function begin(
  caller: TestCaller,
  length: number | 'chunked',
): { asked: ClientRequest; answer: Promise<{ status: number; json: string }> } {
  const asked = request(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${caller.secret}`,
      'content-type': 'application/json',
      ...(length === 'chunked' ? { 'transfer-encoding': 'chunked' } : { 'content-length': length }),
    },
  })
  asked.flushHeaders()
  const answer = new Promise<{ status: number; json: string }>((resolve, reject) => {
    asked.on('response', async (response: IncomingMessage) => resolve({ status: response.statusCode ?? 0, json: await text(response) }))
    asked.on('error', reject)
  })
  answer.catch(() => {})
  return { asked, answer }
}

async function refused(caller: TestCaller, length: number | 'chunked') {
  const { asked, answer } = begin(caller, length)
  const { status, json } = await answer
  asked.destroy()
  return { status, ...JSON.parse(json).error }
}

/** The server waits for the body as long as the limits allow the call. */
async function waits(caller: TestCaller, length: number) {
  const { asked, answer } = begin(caller, length)
  const first = await Promise.race([answer, new Promise<'waiting'>((done) => setTimeout(done, 300, 'waiting'))])
  asked.destroy()
  return first
}

it.each([30 * mebibyte, 'chunked' as const])('an empty wallet is told before a body of %s is read', async (length) => {
  const caller = await gateway.caller({ cash: 0n })
  expect(await refused(caller, length)).toMatchObject({ status: 402, type: 'insufficient_quota', reason: 'insufficient_balance' })
})

it('a spend limit that is used up likewise', async () => {
  const caller = await gateway.caller({ key: { spendLimit: '0.01' } })
  await pool().query('update spend_limits set spent = ceiling where id = (select limit_id from api_keys where id = $1)', [caller.keyId])
  expect(await refused(caller, mebibyte)).toMatchObject({ status: 402, reason: 'key_limit_reached' })
  await pool().query('update spend_limits set spent = 0 where id = (select limit_id from api_keys where id = $1)', [caller.keyId])
})

it('where a model is free of charge the body is read all the same, and small bodies always are', async () => {
  const poor = await gateway.caller({ cash: 0n })
  expect((await gateway.post(poor, { model: 'eliza', messages })).status).toBe(200)
  expect((await gateway.post(poor, small)).status).toBe(402)
  await gateway.apply(catalog([{ id: 'gift', price: {}, targets: [{ upstream: 'fake', upstreamModel: 'plain' }] } as never]))
  const long = [{ role: 'user', content: 'x'.repeat(100_000) }]
  expect((await gateway.post(poor, { model: 'gift', messages: long })).status).toBe(200)
  await gateway.apply(catalog())
})

it('requests a minute and calls at once are told before a body is read', async () => {
  const often = await gateway.caller({ key: { rateLimit: { rpm: 1 } } })
  expect((await gateway.post(often, small)).status).toBe(200)
  expect(await refused(often, 30 * mebibyte)).toMatchObject({ status: 429, code: 'rate_limit_exceeded' })

  const alone = await gateway.caller({ key: { rateLimit: { concurrency: 1 } } })
  const running = await gateway.post(alone, { model: 'slow-50x100', messages, stream: true })
  expect(await refused(alone, 30 * mebibyte)).toMatchObject({ status: 429 })
  await running.body?.cancel()
})

it('a bad body counts as a request, and gives its place back', async () => {
  const caller = await gateway.caller({ key: { rateLimit: { rpm: 3, concurrency: 1 } } })
  for (const body of ['{', '[]', '{"model":"nothing","messages":[{"role":"user"}]}'])
    expect((await gateway.post(caller, body)).status).toBeGreaterThanOrEqual(400)
  expect((await gateway.post(caller, small)).status).toBe(429)
})

it('whoever leaves while sending gives the place back', async () => {
  const caller = await gateway.caller({ key: { rateLimit: { concurrency: 1 } } })
  expect(await waits(caller, mebibyte)).toBe('waiting')
  await expect.poll(async () => (await gateway.post(caller, small)).status).toBe(200)
})

it('one user has room for a few large bodies at once, others are not touched', async () => {
  const [many, other] = [await gateway.caller(), await gateway.caller()]
  const begun = Array.from({ length: 3 }, () => begin(many, 32 * mebibyte))
  await new Promise((done) => setTimeout(done, 100))
  expect(await refused(many, 32 * mebibyte)).toMatchObject({ status: 429, code: 'rate_limit_exceeded' })
  expect(await waits(other, 32 * mebibyte)).toBe('waiting')
  expect((await gateway.post(many, small)).status).toBe(200)
  for (const { asked } of begun) asked.destroy()
  await expect.poll(() => waits(many, 32 * mebibyte)).toBe('waiting')
})

it('a large body is answered like any other', async () => {
  const caller = await gateway.caller({ cash: 1_000_000_000_000_000n })
  const text = 'a word and another '.repeat(200_000)
  const response = await gateway.post(caller, { model: 'wide', messages: [{ role: 'user', content: text }] })
  expect(response.status).toBe(200)
  expect((await response.json()).usage.prompt_tokens).toBe(Math.ceil(text.length / 4) + 3)
})
