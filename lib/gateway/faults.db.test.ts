import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { catalog } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { loadCounter } from './measure/count-tokens'
import { callers, type Family, type Upstream } from './relay/__fixtures__/callers'
import { occupancy } from './targets/slots'

const times = process.env.FULL ? 10 : 1
/** A long answer that ends before its end. */
const long = `out-${60 * times}`
const at = 40 * times

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
const late = 'first token late'
const whole60 = fine(60 * times)

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
  [late, 'firsttoken-9000', refused(504, 'upstream_timeout', ['timeout']), fine(8)],
  ['cut at 40 of 60', `${long}.cut-${at}`, broken(at, 'upstream_failed', thrice('cut')), refused(502, 'upstream_failed', ['cut', 'cut'])],
  ['cut at 40 of 60 once', `flaky-1.${long}.cut-${at}`, fine(60 * times, ['cut', null]), fine(60 * times, ['cut', null])],
  [
    'reset at 40 of 60',
    `${long}.reset-${at}`,
    broken(at, 'upstream_failed', thrice('cut')),
    refused(502, 'upstream_failed', ['cut', 'cut']),
  ],
  ['stall at 40 of 60', `${long}.stall-${at}`, broken(at, 'upstream_timeout', thrice('timeout')), whole60],
  ['malformed chunk', `${long}.malformed-${at}`, broken(at, 'upstream_failed', thrice('malformed')), whole60],
  ['malformed answer', 'badjson', refused(502, 'upstream_failed', ['malformed']), refused(502, 'upstream_failed', ['malformed'])],
  ['an error in the stream', `${long}.error-${at}`, broken(at, 'upstream_failed', thrice('cut')), whole60],
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
  ['gzip, cut once', `flaky-1.gzip.${long}.cut-${at}`, fine(60 * times, ['cut', null]), fine(60 * times, ['cut', null])],
  ['usage that cannot be', 'usage-huge', counted(fine(8)), counted(fine(8))],
  ['no usage', 'nousage', counted(fine(8)), counted(fine(8))],
  [
    'final usage with every chunk, cut',
    `usageevery.${long}.cut-${at}`,
    broken(at, 'upstream_failed', thrice('cut')),
    refused(502, 'upstream_failed', ['cut', 'cut']),
  ],
]

/** What an upstream of the caller's own protocol does, whose whole answers do not break off. */
const alike = new Set([
  '429 once with Retry-After',
  '429 for ever',
  '500 once',
  '503 for ever',
  'reset before headers',
  'black hole',
  'cut at 40 of 60',
  'stall at 40 of 60',
  'an error in the stream',
  'context too long',
  'content filter',
])

const timeouts = { connect: 2, firstByte: 2, firstToken: 2, idle: 2, total: 60, answer: 2 }
const families = Object.keys(callers) as Family[]
const ways = [true, false]

interface Case {
  fault: string
  behaves: string
  upstream: Upstream
  family: Family
  stream: boolean
  fate: Fate
}
const casesOf = (family: Family, stream: boolean): Case[] =>
  matrix.flatMap(([fault, behaves, streamed, whole]) => {
    const one = { fault, behaves, family, stream, fate: stream ? streamed : whole }
    const { speaks } = callers[family]
    const own = speaks !== 'openai' && alike.has(fault)
    const inOneTry = own && !stream && /cut|stall|error/.test(fault)
    return [{ ...one, upstream: 'openai' as const }, ...(own ? [{ ...one, upstream: speaks, ...(inOneTry && { fate: whole60 }) }] : [])]
  })
/** A flaky one counts by its name, and what rests is a target, so each case has a model of its own. */
const nameOf = ({ behaves, upstream, family, stream }: Case) => `${behaves}.of_${upstream}.${family}.${stream ? 'streamed' : 'whole'}`

let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  await loadCounter()
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = (['openai', 'openai-responses', 'anthropic', 'gemini'] as const).map((name) =>
    anUpstream(name === 'gemini' ? url.replace(/\/v1$/, '') : url, { name, protocol: name, timeouts }),
  )
  const models = families
    .flatMap((family) => ways.flatMap((stream) => casesOf(family, stream)))
    .map((one) => ({ id: nameOf(one), targets: [{ upstream: one.fault === late ? 'hasty' : one.upstream, upstreamModel: nameOf(one) }] }))
  // After a second without a word a caller is told that the answer still comes, and no status can be told any more.
  const hasty = anUpstream(url, { name: 'hasty', timeouts: { ...timeouts, firstToken: 0.5 } })
  await gateway.apply(catalogOf([...upstreams, hasty], models))
  caller = await gateway.caller({ cash: 1_000_000_000_000_000n })
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  for (const { id } of catalog().upstreams.values()) expect(occupancy(id)).toEqual({ running: 0, waiting: 0 })
  await gateway.stop()
})

describe.each(families)('callers of %s', (family) => {
  describe.each(ways)('stream: %s', (stream) => {
    it.concurrent.each(casesOf(family, stream))('$fault ($behaves at $upstream)', async (one) => {
      const { fate } = one
      const { path, ask, heard } = callers[family]
      const marker = nameOf(one)
      const body = ask(marker, `hello [[${marker}]]`, stream)
      const response = await gateway.post(caller, body, { path: path(marker, stream) })
      const { content, code, done } = heard(await response.text(), stream)
      expect({ status: response.status, code, content, done }).toEqual({
        status: fate.status,
        code: fate.code,
        content: textOf(fate.pieces),
        done: fate.code === undefined,
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
})
