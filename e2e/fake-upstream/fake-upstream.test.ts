import { afterAll, beforeAll, expect, it } from 'vitest'
import { textOf } from './behaviour.ts'
import { type FakeUpstream, startFakeUpstream } from './server.ts'

let upstream: FakeUpstream
beforeAll(async () => {
  upstream = await startFakeUpstream()
})
afterAll(() => upstream.close())

const post = (model: string, more: object = {}) =>
  fetch(`${upstream.url}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model, messages: [{ role: 'user', content: `hello [[${model}]]` }], ...more }),
  })
const streamed = async (model: string) => (await post(model, { stream: true, stream_options: { include_usage: true } })).text()
const contentOf = (sse: string) =>
  sse
    .split(/\r\n|\r|\n/)
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? '')
    .join('')

it.each(['plain', 'crlf', 'cr', 'bytes', 'gzip', 'br', 'deflate', 'gzip.bytes', 'comments', 'close', 'usageevery'])(
  'streams the same text as %s',
  async (model) => {
    const sse = await streamed(model)
    expect(contentOf(sse)).toBe(textOf(8))
    expect(sse).toContain('"completion_tokens":8')
    expect(sse.trimEnd().endsWith('data: [DONE]')).toBe(true)
  },
)

it('answers whole, and logs what it told', async () => {
  const answer = await (await post('plain.out-5.in-100')).json()
  expect(answer.choices[0].message.content).toBe(textOf(5))
  expect(answer.usage).toMatchObject({ prompt_tokens: 100, completion_tokens: 5 })
  await expect
    .poll(() => upstream.callsOf('plain.out-5.in-100')[0])
    .toMatchObject({
      state: 'finished',
      chunks: 5,
      reported: { completion_tokens: 5 },
    })
})

it('cuts after the k-th piece and says so in its log', async () => {
  expect(contentOf(await streamed('cut-3'))).toBe(textOf(3))
  expect(upstream.callsOf('cut-3')[0]).toMatchObject({ state: 'failed', chunks: 3 })
})

it('resets after the k-th piece', async () => {
  await expect(streamed('reset-2')).rejects.toThrow()
  expect(upstream.callsOf('reset-2')[0]).toMatchObject({ state: 'failed', chunks: 2 })
})

it('fails the first calls of a flaky model, then answers', async () => {
  const states = []
  for (let i = 0; i < 3; i++) states.push((await post('flaky-2.status-503')).status)
  expect(states).toEqual([503, 503, 200])
})

it('notes when the caller went away', async () => {
  const abort = new AbortController()
  const response = await fetch(`${upstream.url}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'slow-20x500', stream: true, messages: [{ role: 'user', content: '[[left]]' }] }),
    signal: abort.signal,
  })
  await response.body?.getReader().read()
  abort.abort()
  await expect.poll(() => upstream.callsOf('left')[0]?.state).toBe('gone')
})
