import { getEventListeners } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Upstream } from '@/lib/catalog/entries'
import { parsePrompt } from '../endpoints/parse-prompt'
import type { Candidate } from '../targets/candidate'
import { asWhole } from './as-whole'
import { askingFor, attempt } from './attempt'
import { closeConnections } from './connection'

type Answer = (socket: Socket) => unknown

const open = new Set<Socket>()
let server: Server
let requests: string[]
let connections: number
let answer: Answer

beforeEach(async () => {
  requests = []
  connections = 0
  server = createServer((socket) => {
    connections++
    open.add(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    socket.on('data', (part) => {
      text += part
      const end = text.indexOf('\r\n\r\n')
      if (end < 0 || text.length < end + 4 + Number(/content-length: (\d+)/.exec(text)?.[1])) return
      requests.push(text)
      text = ''
      void answer(socket)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterEach(async () => {
  for (const socket of open) socket.destroy()
  await new Promise((done) => server.close(done))
})
afterAll(closeConnections)

const head = (status: string, ...lines: string[]) => `${[`HTTP/1.1 ${status}`, ...lines].join('\r\n')}\r\n\r\n`
const said = (status: string, body: string | Buffer, ...lines: string[]): Answer => {
  const bytes = Buffer.from(body as string)
  return (socket) => socket.write(Buffer.concat([Buffer.from(head(status, `content-length: ${bytes.length}`, ...lines)), bytes]))
}

function candidateAt(port: number, seconds = 30): Candidate {
  const timeouts = { connect: 5, firstByte: 30, firstToken: 30, idle: 30, total: 30, answer: seconds }
  const upstream = { name: 'raw', protocol: 'openai', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: null, timeouts, ceiling: 'both' }
  const target = { id: 'raw', upstream: upstream as Upstream, upstreamModel: 'm', params: null } as Candidate['target']
  return { target, model: {} as Candidate['model'] }
}
const request = parsePrompt({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })

function ask(answers: Answer, { seconds = 30, signal = new AbortController().signal } = {}) {
  answer = answers
  const { port } = server.address() as AddressInfo
  return attempt(asWhole, candidateAt(port, seconds), askingFor({ request, weight: { userId: 1, bytes: 0 } }), signal)
}
async function bodyOf(...asked: Parameters<typeof ask>) {
  const sent = await ask(...asked)
  if (!sent.ok) throw new Error(sent.reason)
  const { body } = sent.response
  return Buffer.isBuffer(body) ? body.toString() : { givenUp: body }
}
const closed = () => expect.poll(() => open.size, { interval: 5 }).toBe(0)

describe('a whole answer', () => {
  it('is read to its end however it comes in', async () => {
    const long = 'x'.repeat(300_000)
    expect(await bodyOf(said('200 OK', long))).toBe(long)
    const chunked: Answer = async (socket) => {
      socket.write(`${head('200 OK', 'transfer-encoding: chunked')}3\r\nabc\r\n2\r`)
      await sleep(20)
      socket.write('\nde\r\n0\r\n\r\n')
    }
    expect(await bodyOf(chunked)).toBe('abcde')
    expect(await bodyOf((socket) => socket.end(`${head('200 OK', 'connection: close')}to the end`))).toBe('to the end')
    expect(await bodyOf(said('200 OK', ''))).toBe('')
  })

  it('stays as it is while its connection serves the next', async () => {
    const bodies: Buffer[] = []
    for (let n = 0; n < 20; n++) {
      const sent = await ask(said('200 OK', `${n}`.padEnd(2000, 'abc')))
      if (sent.ok && Buffer.isBuffer(sent.response.body)) bodies.push(sent.response.body)
    }
    expect(bodies.map((body) => Number.parseInt(body.toString(), 10))).toEqual(bodies.map((_, n) => n))
    expect([bodies.length, requests.length]).toEqual([20, 20])
    expect(connections).toBeLessThanOrEqual(2)
  })

  it('comes after what only informs', async () => {
    const hints = head('103 Early Hints', 'link: </a>; rel=preload')
    const sent = await ask((socket) => socket.write(`${hints}${head('200 OK', 'content-length: 2', 'x-own: 1')}ok`))
    expect(sent).toMatchObject({ ok: true, response: { status: 200, headers: { 'x-own': '1' }, body: Buffer.from('ok') } })
  })

  it('is unpacked, and is none where that fails or makes too much of it', async () => {
    const packed = gzipSync('unpacked')
    expect(await bodyOf(said('200 OK', packed, 'content-encoding: gzip'))).toBe('unpacked')
    expect(await bodyOf(said('200 OK', Buffer.alloc(50, 7), 'content-encoding: gzip'))).toEqual({ givenUp: 'cut' })
    const bomb = gzipSync(Buffer.alloc(33 * 1024 * 1024))
    expect(await bodyOf(said('200 OK', bomb, 'content-encoding: gzip'))).toEqual({ givenUp: 'too_large' })
  })

  const cases: [what: string, answers: Answer, why: string, seconds?: number][] = [
    ['ends early', (socket) => socket.end(`${head('200 OK', 'content-length: 10')}abc`), 'cut'],
    [
      'is reset',
      async (socket) => {
        socket.write(`${head('200 OK', 'content-length: 10')}abc`)
        await sleep(30)
        socket.resetAndDestroy()
      },
      'cut',
    ],
    ['breaks the protocol', (socket) => socket.write(`${head('200 OK', 'transfer-encoding: chunked')}zz\r\n`), 'cut'],
    ['is too large', (socket) => socket.write(head('200 OK') + 'x'.repeat(33 * 1024 * 1024)), 'too_large'],
    ['takes too long', (socket) => socket.write(`${head('200 OK', 'content-length: 10')}abc`), 'timeout', 0.05],
  ]
  it.each(cases)('that %s is given up, and its connection with it', async (_, answers, givenUp, seconds) => {
    expect(await bodyOf(answers, { ...(seconds && { seconds }) })).toEqual({ givenUp })
    await closed()
  })
})

describe('what is no answer', () => {
  const error = (message: string) => JSON.stringify({ error: { message, type: 'kind' } })
  it.each([
    ['500 No', said('500 No', error('broken')), { kind: 'again', reason: 'status_500', status: 500, message: 'broken', type: 'kind' }],
    ['429 No', said('429 No', error('later'), 'retry-after: 7'), { kind: 'busy', status: 429, retryAfterMs: 7000, message: 'later' }],
    ['400 No', said('400 No', 'plain words'), { kind: 'refused', status: 400, message: 'plain words' }],
    ['401 No', said('401 No', gzipSync(error('key')), 'content-encoding: gzip'), { kind: 'credentials', status: 401, message: 'key' }],
    ['half a refusal', (socket: Socket) => socket.end(`${head('503 No', 'content-length: 9')}abc`), { kind: 'again', status: 503 }],
    ['no HTTP', (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'), { kind: 'next', reason: 'malformed', status: null }],
    ['an end before the headers', (socket: Socket) => socket.end('HTTP/1.1 200'), { kind: 'again', reason: 'reset', status: null }],
    ['100 Continue alone', (socket: Socket) => socket.write(head('100 Continue')), { kind: 'again', reason: 'reset', status: null }],
  ])('%s is judged by what it says', async (_, answers, failure) => {
    const { ok, ...found } = await ask(answers)
    expect(ok).toBe(false)
    expect(found).toMatchObject(failure)
    expect(requests).toHaveLength(1)
  })

  it('a refusal without an end is read for a while only, and its connection is given up', async () => {
    const endless: Answer = (socket) => socket.write(`${head('400 No', 'content-length: 500000')}${'x'.repeat(100_000)}`)
    expect(await ask(endless)).toEqual({ ok: false, kind: 'refused', reason: 'refused', status: 400 })
    await closed()
  })

  it('a redirect is not followed', async () => {
    const { port } = server.address() as AddressInfo
    const redirect = said('302 Found', '', `location: http://127.0.0.1:${port}/elsewhere`)
    expect(await ask(redirect)).toMatchObject({ kind: 'next', reason: 'redirect', status: 302 })
    expect(requests).toHaveLength(1)
  })

  it('silence ends at the deadline, and a refused connection at once', async () => {
    expect(await ask(() => {}, { seconds: 0.05 })).toMatchObject({ kind: 'timeout', reason: 'first_byte_timeout', status: null })
    await closed()
    const nobody = attempt(asWhole, candidateAt(9), askingFor({ request, weight: { userId: 1, bytes: 0 } }), new AbortController().signal)
    expect(await nobody).toMatchObject({ kind: 'again', reason: 'connect_failed', status: null })
  })
})

describe('a caller who leaves', () => {
  const gone = { ok: false, kind: 'gone', reason: 'gone', status: null }

  it('before the headers, or in the middle of the body, ends the request', async () => {
    for (const [answers, outcome] of [
      [() => {}, gone],
      [(socket) => socket.write(`${head('200 OK', 'content-length: 10')}abc`), { ok: true, response: { body: 'aborted' } }],
    ] satisfies [Answer, object][]) {
      const leaving = new AbortController()
      const late: Answer = async (socket) => {
        answers(socket)
        await sleep(30)
        leaving.abort()
      }
      expect(await ask(late, { signal: leaving.signal })).toMatchObject(outcome)
      expect(getEventListeners(leaving.signal, 'abort')).toHaveLength(0)
      await closed()
    }
  })

  it('before the request is on its way, or while it is being connected, is never asked for', async () => {
    expect(await ask(said('200 OK', 'ok'), { signal: AbortSignal.abort() })).toEqual(gone)
    const leaving = new AbortController()
    const sent = ask(said('200 OK', 'ok'), { signal: leaving.signal })
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    leaving.abort()
    expect(await sent).toEqual(gone)
    await sleep(50)
    expect(requests).toEqual([])
  })
})

it('nothing listens any more after an answer', async () => {
  const { signal } = new AbortController()
  await ask(said('200 OK', 'ok'), { signal })
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
