import { getEventListeners } from 'node:events'
import { brotliCompressSync, constants, createZstdCompress, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { noUnits } from '@/lib/units'
import { chatCompletions } from '../endpoints/chat/chat-completions'
import { openai } from '../protocols/openai/openai'
import { readAll } from '../protocols/upstream-response'
import { decoded } from '../send/decompress'
import { asked, done, finish, role, say, up } from './__fixtures__/chunks'
import { answerOf, type BodyEnd, feed, options, pieces, relayed } from './__fixtures__/feed'
import { finishOfAnswer, readAnswer, textOfAnswer } from './read-answer'

const json = (value: unknown) => [JSON.stringify(value)]
const choice = { index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }
const read = async (
  chunks: (string | Buffer)[],
  { end = 'end' as BodyEnd, limit = 1 << 20, timeoutMs = 60_000, signal = new AbortController().signal } = {},
) => {
  const response = answerOf(feed(chunks, end), 'application/json')
  return readAnswer({ ...response, body: await readAll(response.body, { limit, timeoutMs, signal }) }, openai)
}
const answered = async (value: unknown) => {
  const answer = await read(json(value))
  if (!answer.ok) throw new Error(answer.reason)
  const usage = answer.parts.find((part) => part.type === 'usage')?.usage
  const request = chatCompletions.parse({ model: 'asked', messages: [{ role: 'user', content: 'hi' }] })
  const head = { request, model: 'asked', id: 'call_1', time: new Date(), alike: true, cost: '0.5', usage: null }
  return { usage, text: textOfAnswer(answer), finish: finishOfAnswer(answer), out: JSON.parse(await chatCompletions.whole(answer, head)) }
}

test('a whole answer keeps every member; only the model has another name', async () => {
  const usage = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 }
  expect(await answered({ id: 'x', model: 'up', choices: [choice], usage, timings: { a: 1 } })).toEqual({
    out: { id: 'x', model: 'asked', choices: [choice], usage, timings: { a: 1 }, _cost: 0.5 },
    usage: { ...noUnits, inputTokens: 3, outputTokens: 1, requests: 1, estimated: false },
    text: 'Hi',
    finish: 'stop',
  })
})

test('a whole answer that is too deep to be written again is none, so that another target may answer', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  for (const text of [`{"choices":[${JSON.stringify(choice)}],"x":${deep}}`, deep])
    expect(await read([text])).toMatchObject({ ok: false, reason: 'malformed' })
})

test('the text to count holds reasoning, tool calls and text completions', async () => {
  const message = { content: null, reasoning_content: 'hm ', tool_calls: [{ function: { name: 'f', arguments: '{}' } }] }
  expect(await answered({ choices: [{ message, finish_reason: 'tool_calls' }, { text: ' and' }] })).toMatchObject({
    text: 'hm f{} and',
    usage: undefined,
    finish: 'tool_calls',
  })
})

test.each([
  ['half a body', ['{"choices":[{"mess'], {}, 'malformed'],
  ['reset', ['{"choices":['], { end: 'reset' as const }, 'cut'],
  ['no JSON', ['<html>'], {}, 'malformed'],
  ['nothing', [], {}, 'malformed'],
  ['no choices', json({ hello: 1 }), {}, 'malformed'],
  ['empty choices', json({ choices: [] }), {}, 'malformed'],
  ['a choice without a message', json({ choices: [{}] }), {}, 'malformed'],
  ['null', ['null'], {}, 'malformed'],
  ['too large', json({ choices: [{ text: 'x'.repeat(5000) }] }), { limit: 4000 }, 'too_large'],
  ['too slow', ['{'], { end: 'hang' as const, timeoutMs: 20 }, 'timeout'],
  ['the caller gone', ['{'], { end: 'hang' as const, signal: AbortSignal.timeout(20) }, 'aborted'],
])('a 200 with %s is a failure', async (_, chunks, how, reason) => {
  expect(await read(chunks, how)).toEqual({ ok: false, reason })
})

test('an error inside a 200 is an error', async () => {
  expect(await read(json({ error: { message: 'no', code: 400, type: 'bad' } }))).toEqual({
    ok: false,
    reason: 'error',
    status: 400,
    message: 'no',
    type: 'bad',
  })
})

test('nothing listens any more afterwards', async () => {
  const { signal } = new AbortController()
  await read(json({ choices: [choice] }), { signal })
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

const stream = [...up(role, say('Hi 你好'), finish()), done].join('')
const packed = {
  gzip: gzipSync(stream),
  'x-gzip': gzipSync(stream),
  deflate: deflateSync(stream),
  br: brotliCompressSync(stream),
  zstd: zstdCompressSync(stream),
  'gzip, br': brotliCompressSync(gzipSync(stream)),
}
test.each(Object.entries(packed))('a stream packed with %s is unpacked', async (coding, bytes) => {
  for (const size of [1, 5, 1000]) {
    const body = feed(Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)))
    const response = decoded({ status: 200, headers: { 'content-encoding': coding, 'content-length': '9' }, body })
    expect(response.headers).toEqual({})
    const { out } = await relayed(response, options())
    expect(out).toBe(asked(role, say('Hi 你好'), finish()) + done)
  }
})

test('a packed body that is damaged is no answer, and giving up the unpacked one gives up the source', async () => {
  const damaged = Buffer.concat([gzipSync(stream).subarray(0, 20), Buffer.alloc(50, 7)])
  const response = decoded({ status: 200, headers: { 'content-encoding': 'gzip' }, body: feed(pieces('', 1).concat(damaged)) })
  expect((await relayed(response, options())).refused).toBeDefined()
  const source = feed(['x'], 'hang')
  const { body } = decoded({ status: 200, headers: { 'content-encoding': 'br' }, body: source })
  body.on('error', () => {})
  body.destroy()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(source.destroyed).toBe(true)
})

test('a packing that would take more memory than HTTP allows it is no answer', async () => {
  const wide = createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 27 } })
  wide.end(stream)
  const packed = Buffer.concat(await wide.toArray())
  const response = decoded({ status: 200, headers: { 'content-encoding': 'zstd' }, body: feed([packed]) })
  expect((await relayed(response, options())).refused).toBeDefined()
})

test('a small body that unpacks to a huge one is stopped at the limit', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20))
  const response = decoded({ status: 200, headers: { 'content-encoding': 'gzip' }, body: feed([bomb]) })
  const { signal } = new AbortController()
  expect(await readAll(response.body, { limit: 1_000_000, timeoutMs: 10_000, signal })).toBe('too_large')
})
