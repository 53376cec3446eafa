import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { once } from '@/lib/once'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { balancesOf, seeded, unit } from '@/tests/ledger'
import { loadCounter } from './measure/count-tokens'
import { block, blockEnd, end, event, start, text } from './relay/__fixtures__/messages'

const seed = Number(process.env.SEED ?? 20261130)
const rounds = process.env.FULL ? 600 : 60
const random = seeded(seed)
const upTo = (most: number) => Math.floor(random() * (most + 1))
const oneOf = <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T

const key = 'sk-upstream-secret'
const prompt = 'my-private-prompt'
let says: (response: ServerResponse) => void = (response) => response.end()
let gateway: Gateway
const upstream = createServer((request, response) => {
  request.resume().on('end', () => says(response))
  response.on('error', () => {})
})

beforeAll(async () => {
  await loadCounter()
  gateway = await startGateway()
  await new Promise<void>((ready) => upstream.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`
  const targets = [{ upstream: 'claude', upstreamModel: 'real' }]
  await gateway.apply(catalogOf([anUpstream(url, { name: 'claude', protocol: 'anthropic' })], [{ id: 'liar', targets }]))
})
beforeEach(() => once('gateway.health', () => new Map()).clear())
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  upstream.closeAllConnections()
  await new Promise((done) => upstream.close(done))
  await gateway.stop()
})

const paths = { messages: '/v1/messages', chat: '/v1/chat/completions' }
interface Asked {
  family?: keyof typeof paths
  stream?: boolean
  by?: TestCaller
}

async function call({ family = 'messages', stream = true, by }: Asked = {}) {
  const caller = by ?? (await gateway.caller())
  const body = { model: 'liar', messages: [{ role: 'user', content: prompt }], max_tokens: 20, stream }
  const response = await gateway.post(caller, body, { path: paths[family] })
  const out = await response.text()
  const record = await gateway.record(response.headers.get('request-id'))
  return { status: response.status, out, record, balances: await balancesOf(caller) }
}

/** Sends these events, a moment between them, as far as the other side listens. */
const sending =
  (events: string[], type = 'text/event-stream') =>
  (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': type })
    const next = (at: number) => {
      const one = events[at]
      if (one === undefined) response.end()
      else if (!response.destroyed) response.write(one, () => setImmediate(next, at + 1))
    }
    next(0)
  }

const said = [start(), block(), text('Hello')]
const error = (type: string) =>
  event({ type: 'error', error: { type, message: `${key} at http://127.0.0.1:1/v1 and 127.0.0.1 said: ${prompt}` } })

it.each(['invalid_request_error', 'overloaded_error', 'authentication_error', 'request_too_large', 'x'])(
  'an %s that quotes its key and address is told without them, before and after content',
  async (type) => {
    for (const family of ['messages', 'chat'] as const)
      for (const events of [
        [start(), error(type)],
        [...said, error(type)],
      ]) {
        says = sending(events)
        const { out, record } = await call({ family })
        expect(out).not.toMatch(/sk-upstream-secret|127\.0\.0\.1/)
        expect(out).toMatch(/"error"/)
        if (events.length === 2) expect(record.charge).toBe(0n)
        else expect(Number(record.output_tokens)).toBe(1)
      }
  },
)

it.each<[string, object | null]>([
  ['nothing', null],
  ['negative numbers', { input_tokens: -5, output_tokens: -5 }],
  ['parts of tokens', { input_tokens: 0.5, output_tokens: 0.5 }],
  ['texts', { input_tokens: '0', output_tokens: '0' }],
  ['zeros', { input_tokens: 0, output_tokens: 0 }],
  ['more than a window', { input_tokens: 1e9, output_tokens: 5 }],
  ['more cached than there is', { input_tokens: 5, output_tokens: 5, cache_read_input_tokens: 9e15, cache_creation_input_tokens: 9e15 }],
  ['more than was held for', { input_tokens: 5, output_tokens: 21 }],
  ['a list', [1, 2]],
])('a report of %s is not believed: what was delivered is counted', async (_, usage) => {
  for (const family of ['messages', 'chat'] as const)
    for (const stream of [true, false]) {
      const content = [{ type: 'text', text: 'Hello there' }]
      const message = { type: 'message', content, stop_reason: 'end_turn', ...(usage && { usage }) }
      says = stream ? sending([...said, text(' there'), blockEnd(), end(usage)]) : sending([JSON.stringify(message)], 'application/json')
      if (stream && usage && 'input_tokens' in usage === false)
        says = sending([start({}), block(), text('Hello there'), blockEnd(), end(usage)])
      const { record, out } = await call({ family, stream })
      expect(record).toMatchObject({ status: 200, estimated: true, output_tokens: 2, cached_tokens: 0, cache_write_tokens: 0 })
      expect(Number(record.input_tokens)).toBeGreaterThan(0)
      if (family === 'messages') expect(out).toContain(`"usage":{"input_tokens":${record.input_tokens},`)
    }
})

it('pings do not keep a call for ever, and a caller who leaves ends it', async () => {
  says = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const beat = setInterval(() => response.write(event({ type: 'ping' })), 50)
    response.on('close', () => clearInterval(beat))
  }
  expect((await call()).record).toMatchObject({ status: 504, charge: 0n })
  const leaving = new AbortController()
  setTimeout(() => leaving.abort(), 200)
  const caller = await gateway.caller()
  const body = { model: 'liar', messages: [{ role: 'user', content: prompt }], stream: true }
  await gateway.post(caller, body, { path: paths.messages, signal: leaving.signal }).catch(() => {})
  await expect.poll(async () => (await balancesOf(caller)).held).toBe(0n)
})

const wild = [null, -1, 0.5, 1e9, 'x', [], {}, [[]], { type: 'text' }, '\n\ndata: {}\n\n', 'constructor']
const types = ['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'ping', 'new_event']
const pieces = ['text_delta', 'thinking_delta', 'input_json_delta', 'signature_delta', 'text', 'tool_use', 'redacted_thinking', 'new']
function wildEvent(): string {
  if (upTo(30) === 0)
    return event({ type: oneOf(['error', ...wild]), error: oneOf([key, { message: key, type: oneOf(wild) }]) }, oneOf(types))
  const piece = {
    type: oneOf([...pieces, ...wild]),
    text: ' river',
    thinking: ' river',
    partial_json: ' river',
    name: 'n',
    input: oneOf(wild),
  }
  const usage = { input_tokens: oneOf([5, ...wild]), output_tokens: oneOf([1, 5, ...wild]) }
  const members = {
    index: oneOf([0, 0, 1, ...wild]),
    message: oneOf([{ usage }, ...wild]),
    content_block: oneOf([piece, piece, ...wild]),
    delta: oneOf([piece, piece, { stop_reason: oneOf(['end_turn', ...wild]) }, ...wild]),
    usage: oneOf([usage, ...wild]),
  }
  const kept = Object.fromEntries(Object.entries(members).filter(() => upTo(4) > 0))
  return event({ type: upTo(9) ? oneOf(types) : oneOf(wild), ...kept }, oneOf(types))
}

it(`${rounds} answers of wild events end, cost no more than was held, and tell no secret (seed ${seed})`, {
  timeout: 120_000,
}, async () => {
  const by = await gateway.caller({ cash: 1000n * unit })
  for (let round = 0; round < rounds; round++) {
    const events = [...(upTo(3) ? said : []), ...Array.from({ length: upTo(60) }, wildEvent), ...(upTo(1) ? [blockEnd(), end()] : [])]
    says = sending(events)
    const { out, record, balances } = await call({ family: oneOf(['messages', 'chat']), stream: upTo(5) > 0, by })
    const told = `round ${round}: ${events.join('')}`
    expect(record.charge as bigint, told).toBeLessThanOrEqual(record.hold as bigint)
    expect(balances.held, told).toBe(0n)
    expect(out, told).not.toContain(key)
    expect(out.match(/^event: message_stop$|^data: \[DONE\]$/gm)?.length ?? 0, told).toBeLessThanOrEqual(1)
    if (/"stop_reason":"max_tokens"/.test(out)) expect(Number(record.output_tokens), told).toBeLessThanOrEqual(21)
    once('gateway.health', () => new Map()).clear()
  }
})

it('an event of seventeen million bytes, and one as deep as it is long, are no answer', async () => {
  for (const odd of [
    text('x'.repeat(17_000_000)),
    `data: {"type":"content_block_start","index":0,"content_block":${'['.repeat(1e5)}\n\n`,
  ]) {
    says = sending([start(), odd])
    expect(await call()).toMatchObject({ status: 502, record: { charge: 0n } })
  }
  const deep = `data: {"type":"ping","x":${'['.repeat(1e5)}${']'.repeat(1e5)}}\n\n`
  says = sending([...said, deep, blockEnd(), end()])
  expect((await call()).record).toMatchObject({ estimated: true, output_tokens: 1 })
})
