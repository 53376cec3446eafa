import { getEventListeners } from 'node:events'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadCounter } from '../measure/count-tokens'
import { chargedUsage } from '../measure/usage'
import { byHand, opened, settle, started } from './__fixtures__/by-hand'
import { asked, finish, nothing, say, up, usage } from './__fixtures__/chunks'
import type { Settled } from './__fixtures__/feed'

const hi = say('Hi')
const there = say(' there')

beforeAll(loadCounter)
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] })
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

/** What is charged for the end of a stream. */
const charged = ([end]: Settled[]) =>
  end &&
  chargedUsage({
    reported: end.usage,
    complete: end.finished,
    hasContent: end.text !== '',
    length: end.text.length,
    inputTokens: () => 1000,
    outputTokens: () => end.tokens,
    bounds: { mostInput: 8192, mostOutput: 8192, n: 1 },
  })
test.each(['the body is destroyed', 'the signal aborts'])('the caller leaves (%s): upstream aborted at once, settled once', async (way) => {
  const gone = new AbortController()
  const upstream = byHand()
  const result = await opened(upstream, { signal: gone.signal })
  upstream.push(hi.up)
  await settle()
  const { body, settled, out } = started(result())
  upstream.push(there.up)
  await settle()
  if (way === 'the signal aborts') gone.abort()
  else body.destroy()
  expect(upstream.destroyed).toBe(true)
  await settle()
  body.destroy()
  gone.abort()
  await settle()
  expect(settled).toMatchObject([{ how: 'gone', text: 'Hi there', tokens: 2, usage: null }])
  expect(out()).toBe(asked(hi, there))
  expect(getEventListeners(gone.signal, 'abort')).toHaveLength(0)
})

test('a caller who leaves after the finish reason and the usage pays what was reported', async () => {
  const upstream = byHand()
  const result = await opened(upstream)
  upstream.push(up(hi, finish(), nothing(usage(7, 1))).join(''))
  await settle()
  const { body, settled } = started(result())
  await settle()
  body.destroy()
  await settle()
  expect(settled).toMatchObject([{ how: 'gone', finished: true }])
  expect(charged(settled)).toMatchObject({ inputTokens: 7, outputTokens: 1, estimated: false })
})

/** The whole answer has been relayed, its report is still to come, and the caller is gone. */
async function leftAtTheFinish() {
  const upstream = byHand()
  const result = await opened(upstream)
  upstream.push(up(hi, there, finish()).join(''))
  await settle()
  const { body, settled } = started(result())
  await settle()
  body.destroy()
  return { upstream, settled }
}

test('a report that comes after the caller has left counts up to five seconds after the finish', async () => {
  const { upstream, settled } = await leftAtTheFinish()
  await vi.advanceTimersByTimeAsync(4900)
  expect(settled).toEqual([])
  upstream.push(up(nothing(usage(7, 300))).join(''))
  await settle()
  expect(settled).toMatchObject([{ how: 'gone', finishReason: 'stop' }])
  expect(charged(settled)).toMatchObject({ inputTokens: 7, outputTokens: 300, estimated: false })
  expect(upstream.destroyed).toBe(true)
})

test('… and no longer, however lively the upstream is', async () => {
  const { upstream, settled } = await leftAtTheFinish()
  for (let i = 0; i < 5; i++) {
    upstream.push(': still here\n\n')
    await vi.advanceTimersByTimeAsync(1010)
  }
  await settle()
  expect(upstream.destroyed).toBe(true)
  expect(charged(settled)).toMatchObject({ inputTokens: 1000, outputTokens: 2, estimated: true })
})

test('an upstream that breaks off after the finish is settled at once', async () => {
  const { upstream, settled } = await leftAtTheFinish()
  upstream.destroy()
  await settle()
  expect(charged(settled)).toMatchObject({ outputTokens: 2, estimated: true })
})

test('a caller who leaves before the first content: nothing is begun', async () => {
  const gone = new AbortController()
  const upstream = byHand()
  const result = await opened(upstream, { signal: gone.signal })
  gone.abort()
  await settle()
  expect(result()).toEqual({ ok: false, reason: 'aborted' })
  expect(upstream.destroyed).toBe(true)
  expect(getEventListeners(gone.signal, 'abort')).toHaveLength(0)
})

test('a caller who left before the first byte went out is settled as gone, with nothing delivered', async () => {
  const gone = new AbortController()
  const upstream = byHand()
  const result = await opened(upstream, { signal: gone.signal })
  upstream.push(hi.up)
  await settle()
  gone.abort()
  const { settled } = started(result())
  await settle()
  expect(settled).toEqual([{ how: 'gone', finished: false, text: '', tokens: 0, usage: null, finishReason: null }])
  expect(upstream.destroyed).toBe(true)
})
