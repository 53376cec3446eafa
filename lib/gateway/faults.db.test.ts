import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { once } from '@/lib/once'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { occupancy } from './targets/slots'

/** What the caller gets of a model with one target, how often the upstream was asked, and for how many pieces the caller pays. */
interface Fate {
  status: number
  /** Of an error, before or inside the answer. */
  code?: string
  asked: number
  /** Pieces that were delivered and are paid; none: nothing to pay. */
  pieces: number
  /** How each attempt ended. */
  reasons: (string | null)[]
  estimated?: boolean
}

const fine = (pieces: number, reasons: Fate['reasons'] = [null]): Fate => ({ status: 200, asked: reasons.length, pieces, reasons })
const refused = (status: number, code: string, reasons: string[]): Fate => ({ status, code, asked: reasons.length, pieces: 0, reasons })
/** An error inside the stream. */
const broken = (pieces: number, code: string, reasons: string[]): Fate => ({
  ...refused(200, code, reasons),
  pieces,
  estimated: pieces > 0,
})
const counted = (fate: Fate): Fate => ({ ...fate, estimated: true })
const thrice = (reason: string) => [reason, reason, reason]
const whole60 = fine(60)

const matrix: [fault: string, behaves: string, streamed: Fate, whole: Fate][] = [
  ['429 once with Retry-After', 'flaky-1.status-429x0', fine(8, ['rate_limited', null]), fine(8, ['rate_limited', null])],
  [
    '429 for ever',
    'status-429x0',
    refused(429, 'upstream_rate_limit', ['rate_limited', 'rate_limited']),
    refused(429, 'upstream_rate_limit', ['rate_limited', 'rate_limited']),
  ],
  [
    '429 without Retry-After',
    'status-429',
    refused(429, 'upstream_rate_limit', ['rate_limited']),
    refused(429, 'upstream_rate_limit', ['rate_limited']),
  ],
  ['500 once', 'flaky-1.status-500', fine(8, ['status_500', null]), fine(8, ['status_500', null])],
  [
    '503 for ever',
    'status-503',
    refused(502, 'upstream_failed', ['status_503', 'status_503']),
    refused(502, 'upstream_failed', ['status_503', 'status_503']),
  ],
  [
    'reset before headers',
    'resetheaders',
    refused(502, 'upstream_failed', ['reset', 'reset']),
    refused(502, 'upstream_failed', ['reset', 'reset']),
  ],
  ['reset before headers once', 'flaky-1.resetheaders', fine(8, ['reset', null]), fine(8, ['reset', null])],
  [
    'black hole',
    'noheaders',
    refused(504, 'upstream_timeout', ['first_byte_timeout']),
    refused(504, 'upstream_timeout', ['first_byte_timeout']),
  ],
  ['first token late', 'firsttoken-2000', refused(504, 'upstream_timeout', ['timeout']), fine(8)],
  ['cut at 40 of 60', 'out-60.cut-40', broken(40, 'upstream_failed', thrice('cut')), refused(502, 'upstream_failed', ['cut', 'cut'])],
  ['cut at 40 of 60 once', 'flaky-1.out-60.cut-40', fine(60, ['cut', null]), fine(60, ['cut', null])],
  ['reset at 40 of 60', 'out-60.reset-40', broken(40, 'upstream_failed', thrice('cut')), refused(502, 'upstream_failed', ['cut', 'cut'])],
  ['stall at 40 of 60', 'out-60.stall-40', broken(40, 'upstream_timeout', thrice('timeout')), whole60],
  ['malformed chunk', 'out-60.malformed-40', broken(40, 'upstream_failed', thrice('malformed')), whole60],
  ['malformed answer', 'badjson', refused(502, 'upstream_failed', ['malformed']), refused(502, 'upstream_failed', ['malformed'])],
  ['an error in the stream', 'out-60.error-40', broken(40, 'upstream_failed', thrice('cut')), whole60],
  ['no [DONE]', 'nodone', fine(8), fine(8)],
  ['cut after the finish', 'cutfinish', counted(fine(8)), fine(8)],
  [
    'context too long',
    'contextlength',
    refused(400, 'context_length_exceeded', ['refused']),
    refused(400, 'context_length_exceeded', ['refused']),
  ],
  ['content filter', 'filter', refused(400, 'content_filter', ['refused']), refused(400, 'content_filter', ['refused'])],
  ['gzip', 'gzip', fine(8), fine(8)],
  ['gzip, cut once', 'flaky-1.gzip.out-60.cut-40', fine(60, ['cut', null]), fine(60, ['cut', null])],
  ['usage that cannot be', 'usage-huge', counted(fine(8)), counted(fine(8))],
  ['no usage', 'nousage', counted(fine(8)), counted(fine(8))],
  [
    'final usage with every chunk, cut',
    'usageevery.out-60.cut-40',
    broken(40, 'upstream_failed', thrice('cut')),
    refused(502, 'upstream_failed', ['cut', 'cut']),
  ],
]

const timeouts = { connect: 0.5, firstByte: 0.5, firstToken: 0.5, idle: 0.5, total: 10, answer: 0.5 }
const ways = [true, false]
const nameOf = (behaves: string, stream: boolean) => `${behaves}.${stream ? 'streamed' : 'whole'}` // A flaky one counts by its name.
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  const models = matrix.flatMap(([, behaves]) => ways.map((stream) => ({ id: nameOf(behaves, stream) })))
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url, { timeouts })], models))
  caller = await gateway.caller({ cash: 1_000_000_000_000_000n })
})
beforeEach(() => once('gateway.health', () => new Map()).clear())
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  for (const { id } of catalog().upstreams.values()) expect(occupancy(id)).toEqual({ running: 0, waiting: 0 })
  await gateway.stop()
})

interface Chunk {
  error?: { code: string }
  choices?: { delta?: { content?: string }; message?: { content?: string } }[]
}

/** The text, the error and the end marker that a client finds in an answer of either kind. */
function heard(text: string, stream: boolean) {
  const events = stream ? [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => json ?? '') : [text]
  const chunks = (events.length > 0 ? events : [text]).map((json) => JSON.parse(json) as Chunk)
  return {
    content: chunks.map(({ choices }) => choices?.[0]?.delta?.content ?? choices?.[0]?.message?.content ?? '').join(''),
    code: chunks.find(({ error }) => error)?.error?.code,
    done: text.endsWith('data: [DONE]\n\n'),
  }
}

describe.each(ways)('stream: %s', (stream) => {
  it.each(matrix)('%s (%s)', async (_, behaves, streamed, whole) => {
    const fate = stream ? streamed : whole
    const marker = `${behaves}-${stream}`
    const messages = [{ role: 'user', content: `hello [[${marker}]]` }]
    const response = await gateway.post(caller, { model: nameOf(behaves, stream), messages, stream })
    const { content, code, done } = heard(await response.text(), stream)
    expect({ status: response.status, code, content, done }).toEqual({
      status: fate.status,
      code: fate.code,
      content: textOf(fate.pieces),
      done: stream && fate.code === undefined,
    })
    const record = await gateway.record(response.headers.get('x-request-id'))
    const attempts = record.attempts as { reason: string | null }[]
    expect([gateway.upstream.callsOf(marker).length, attempts.map(({ reason }) => reason)]).toEqual([fate.asked, fate.reasons])
    const error = fate.status === 400 ? 'invalid_request' : (fate.code ?? null)
    expect(record).toMatchObject({ output_tokens: fate.pieces, estimated: fate.estimated ?? false, error_code: error })
    expect(record.charge).toBe(BigInt(Number(record.input_tokens)) * 1_000_000n + BigInt(fate.pieces) * 2_000_000n)
    expect(Number(record.input_tokens) > 0).toBe(fate.pieces > 0)
  })
})
