import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { interruptBackground, whenNoneRuns } from '@/lib/responses/background/interrupt-background'
import { runningResponse, runningResponses } from '@/lib/responses/background/running-response'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { balancesOf, unit } from '@/tests/ledger'

type Response = OpenAI.Responses.Response

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [
    anUpstream(url),
    anUpstream(url, { name: 'native', protocol: 'openai-responses' }),
    anUpstream(url, { name: 'claude', protocol: 'anthropic' }),
  ]
  const words = ['plain', 'thinking', 'tools-2', 'slow-50x80', 'slow-10x8.cut-3', 'status-500', 'length', 'echobody']
  const models = words.flatMap((id) => [
    { id },
    { id: `native.${id}`, targets: [{ upstream: 'native', upstreamModel: id }] },
    { id: `claude.${id}`, targets: [{ upstream: 'claude', upstreamModel: id }] },
  ])
  const limits = { name: 'default', rpm: 1_000_000, tpm: 1_000_000_000, weeklyTokens: 1_000_000_000 }
  await gateway.apply({ ...catalogOf(upstreams, models), groups: [limits] })
  caller = await gateway.caller({ cash: 100_000n * unit })
  client = clientOf(caller)
})
afterAll(async () => {
  await whenNoneRuns()
  await nothingHeld()
  expect(await verifyBooks()).toEqual([])
  await gateway.stop()
})

const clientOf = ({ secret }: TestCaller) => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: secret, maxRetries: 0 })
const begin = (model: string, more: Partial<OpenAI.Responses.ResponseCreateParamsNonStreaming> = {}, by = client) =>
  by.responses.create({ model, input: 'hello', background: true, ...more })
const nothingHeld = () => vi.waitFor(async () => expect((await pool().query('select id from open_holds')).rows).toEqual([]), 10_000)
/** The record of a response's call. */
const recordOf = ({ id }: { id: string }) => gateway.record(id.replace('resp_', 'call_'))

/** The response when it is made no more. Asking for it again and again would meet the limit on free calls. */
async function ended(id: string): Promise<Response> {
  await runningResponse(id)?.forgotten
  return client.responses.retrieve(id)
}
const until = (id: string, status: string) =>
  vi.waitFor(
    async () => expect((await pool().query('select status from stored_responses where id = $1', [id])).rows).toEqual([{ status }]),
    { timeout: 10_000, interval: 20 },
  )
const plainOf = ({ output }: Response) => output.map((item) => (item.type === 'message' ? item.content : item.type))

describe.each(['', 'native.', 'claude.'])('a response in the background, of an upstream %s', (kind) => {
  it.each(['plain', 'thinking', 'tools-2', 'length'])('is queued at once, and the same as any other at its end: %s', async (words) => {
    const model = kind + words
    const queued = await begin(model)
    expect(queued).toMatchObject({ status: 'queued', background: true, store: true, output: [], model })
    const response = await ended(queued.id)
    const other = await client.responses.create({ model, input: 'hello' })
    expect(response.status).toBe(other.status)
    expect(plainOf(response)).toEqual(plainOf(other))
    expect(response).toMatchObject({ id: queued.id, usage: other.usage, background: true, store: true, error: null })
    const record = await recordOf(queued)
    expect(record).toMatchObject({ endpoint: 'responses', status: 200, estimated: false, stream: false })
    expect((response as unknown as { _cost: number })._cost).toBe(Number(record.charge) / 1e9)
  })

  it('is followed while it is made, and again from any of its events', async () => {
    const stream = client.responses.stream({ model: `${kind}tools-2`, input: 'hello', background: true })
    const events: OpenAI.Responses.ResponseStreamEvent[] = []
    for await (const event of stream) events.push(event as OpenAI.Responses.ResponseStreamEvent)
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, at) => at))
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['response.created', 'response.queued', 'response.in_progress'])
    const final = await stream.finalResponse()
    const stored = await client.responses.retrieve(final.id)
    expect(stored).toMatchObject({ status: 'completed', usage: final.usage })
    expect(stored.output.map(({ id }) => id)).toEqual(final.output.map(({ id }) => id))
    for (const after of [0, 3, events.length - 2, events.length - 1]) {
      const rest: unknown[] = []
      for await (const event of await client.responses.retrieve(final.id, { stream: true, starting_after: after })) rest.push(event)
      expect(rest).toEqual(events.slice(after + 1))
    }
  })

  it('goes on when the caller leaves its stream, and is taken up where that broke off', async () => {
    const stream = await client.responses.create({ model: `${kind}slow-50x80`, input: 'hello', background: true, stream: true })
    const before: OpenAI.Responses.ResponseStreamEvent[] = []
    for await (const event of stream) {
      before.push(event)
      if (event.type === 'response.output_text.delta') break
    }
    const first = before[0]
    if (first?.type !== 'response.created') throw new Error('no beginning')
    const { id } = first.response
    const after = before.at(-1)?.sequence_number ?? 0
    const rest: OpenAI.Responses.ResponseStreamEvent[] = []
    for await (const event of await client.responses.retrieve(id, { stream: true, starting_after: after })) rest.push(event)
    expect(rest[0]?.sequence_number).toBe(after + 1)
    const deltas = [...before, ...rest].flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []))
    expect(deltas.join('')).toBe(textOf(80))
    expect((await ended(id)).output_text).toBe(textOf(80))
    expect(await recordOf({ id })).toMatchObject({ status: 200, estimated: false })
  })

  it('that is cancelled ends with what it had said, which is charged', async () => {
    const { id } = await begin(`${kind}slow-50x80`)
    await until(id, 'in_progress')
    const [one, two] = await Promise.all([client.responses.cancel(id), client.responses.cancel(id)])
    for (const each of [one, two, await client.responses.retrieve(id), await client.responses.cancel(id)])
      expect(each).toMatchObject({ id, status: 'cancelled', output: one?.output })
    const record = await recordOf({ id })
    expect(record).toMatchObject({ status: 499 })
    expect(Number(record.output_tokens)).toBeLessThan(80)
    await nothingHeld()
    const events: { type: string }[] = []
    for await (const event of await client.responses.retrieve(id, { stream: true })) events.push(event)
    expect(events.at(-1)?.type).toBe('response.cancelled')
  })

  it('that fails says so, and what broke off is charged', async () => {
    const failed = await ended((await begin(`${kind}status-500`)).id)
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'server_error', message: 'The model backend failed.' }, output: [] })
    expect((await recordOf(failed)).charge).toBe(0n)
    const cut = await ended((await begin(`${kind}slow-10x8.cut-3`)).id)
    expect(cut).toMatchObject({ status: 'failed', error: { code: 'server_error' }, store: true })
    expect((await recordOf(cut)).charge as bigint).toBeGreaterThan(0n)
    await expect(begin(`${kind}plain`, { previous_response_id: cut.id })).rejects.toMatchObject({
      status: 400,
      param: 'previous_response_id',
    })
  })
})

it('cancelling at any moment leaves one end, charged once', async () => {
  const all = await Promise.all(
    Array.from({ length: 24 }, async (_, at) => {
      const { id } = await begin(at % 2 === 0 ? 'plain' : 'native.plain')
      await new Promise((done) => setTimeout(done, at * 4))
      const said = await client.responses.cancel(id)
      const response = await ended(id)
      expect(said.status).toBe(response.status)
      return { response, record: await recordOf({ id }) }
    }),
  )
  for (const { response, record } of all) {
    expect(['completed', 'cancelled']).toContain(response.status)
    expect(record.status).toBe(response.status === 'completed' ? 200 : 499)
  }
  await nothingHeld()
})

it('is gone for good when it is deleted while it is made', async () => {
  const { id } = await begin('slow-50x80')
  await until(id, 'in_progress')
  await client.responses.delete(id)
  expect(await recordOf({ id })).toMatchObject({ status: 499 })
  await whenNoneRuns()
  await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 })
  expect((await pool().query('select from response_events where response_id = $1', [id])).rowCount).toBe(0)
  await nothingHeld()
})

it('hears from another process that it is cancelled or deleted', async () => {
  const [one, two] = await Promise.all([begin('slow-50x80'), begin('slow-50x80')])
  await pool().query('update stored_responses set cancelled = true where id = $1', [one.id])
  await pool().query('delete from stored_responses where id = $1', [two.id])
  expect((await ended(one.id)).status).toBe('cancelled')
  await whenNoneRuns()
  for (const each of [one, two]) expect((await recordOf(each)).status).toBe(499)
})

it('is interrupted when the process ends, charged for what it said, and says so', async () => {
  const { id } = await begin('slow-50x80')
  await until(id, 'in_progress')
  interruptBackground()
  await whenNoneRuns()
  expect(await client.responses.retrieve(id)).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('stopped') } })
  await nothingHeld()
})

it('has failed when its process is gone', async () => {
  const { id } = await begin('plain')
  await ended(id)
  await pool().query("update stored_responses set status = 'in_progress', process_id = 'prs_gone' where id = $1", [id])
  await pool().query('delete from response_events where response_id = $1 and first > 0', [id])
  expect(await client.responses.retrieve(id)).toMatchObject({ status: 'failed', error: { code: 'server_error' } })
  expect(await client.responses.cancel(id)).toMatchObject({ status: 'failed' })
  const events: { type: string }[] = []
  for await (const event of await client.responses.retrieve(id, { stream: true })) events.push(event)
  expect(events.at(-1)?.type).toBe('response.failed')
})

it('has failed when its end cannot be stored', async () => {
  const { id } = await begin('slow-50x80')
  await until(id, 'in_progress')
  await pool().query("alter table stored_responses add constraint no_end check (status <> 'cancelled') not valid")
  const said = await client.responses.cancel(id)
  await pool().query('alter table stored_responses drop constraint no_end')
  expect(said).toMatchObject({ status: 'failed' })
  expect(await recordOf({ id })).toMatchObject({ status: 499 })
})

it('is nobody else’s, and unreadable in the database', async () => {
  const stranger = clientOf(await gateway.caller())
  const { id } = await begin('slow-50x80', { input: 'a secret word' })
  for (const asked of [
    () => stranger.responses.retrieve(id),
    () => stranger.responses.cancel(id),
    () => stranger.responses.delete(id),
    () => stranger.responses.retrieve(id, { stream: true }),
  ])
    await expect(asked()).rejects.toMatchObject({ status: 404 })
  await until(id, 'in_progress')
  const { rows } = await pool().query('select sealed from response_events where response_id = $1', [id])
  expect(rows.length).toBeGreaterThan(0)
  for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toMatch(/secret|river/)
  expect((await client.responses.cancel(id)).status).toBe('cancelled')
})

it('counts under the limit on calls at once until it ends', async () => {
  const by = await gateway.caller({ key: { rateLimit: { rpm: null, tpm: null, weeklyTokens: null, concurrency: 1 } } })
  const { id } = await begin('slow-50x80', {}, clientOf(by))
  await expect(begin('plain', {}, clientOf(by))).rejects.toMatchObject({ status: 429 })
  await clientOf(by).responses.cancel(id)
  await vi.waitFor(() => begin('plain', {}, clientOf(by)), 5000)
})

it('is one for one Idempotency-Key', async () => {
  const options = { headers: { 'idempotency-key': 'one' } }
  const ask = () => client.responses.create({ model: 'plain', input: 'x', background: true }, options)
  const [first, again] = [await ask(), await ask()]
  expect(again.id).toBe(first.id)
  await ended(first.id)
  expect((await ask()).id).toBe(first.id)
  const streamed = client.responses.create({ model: 'plain', input: 'x', background: true, stream: true }, options)
  await expect(streamed).rejects.toMatchObject({ status: expect.any(Number) })
})

it('is refused before anything is held where it cannot be', async () => {
  const post = (body: object, headers = {}) =>
    gateway.post(caller, { model: 'plain', input: 'x', background: true, ...body }, { path: '/v1/responses', headers })
  expect(await told(post({ store: false }))).toMatchObject({ status: 400, param: 'store' })
  expect(await told(post({ background: 'yes' }))).toMatchObject({ status: 400, param: 'background' })
  expect(await told(post({ input: 'x'.repeat(4_200_000) }))).toMatchObject({ status: 400, param: 'input' })
  expect(await told(post({ stream: true }, { 'idempotency-key': 'k' }))).toMatchObject({ status: 400, param: 'Idempotency-Key' })
  const poor = await gateway.caller({ cash: 0n })
  await expect(begin('plain', {}, clientOf(poor))).rejects.toMatchObject({ status: 402 })
  const { id } = await client.responses.create({ model: 'plain', input: 'x' })
  await expect(client.responses.retrieve(id, { stream: true })).rejects.toMatchObject({ status: 400, param: 'stream' })
  const { id: other } = await begin('plain')
  const wrong = fetch(`${gateway.url}/v1/responses/${other}?stream=true&starting_after=x`, {
    headers: { authorization: `Bearer ${caller.secret}` },
  })
  expect(await told(wrong)).toMatchObject({ status: 400, param: 'starting_after' })
  await ended(other)
  expect(runningResponses()).toEqual([])
  expect((await balancesOf(poor)).held).toBe(0n)
})
