import { Readable } from 'node:stream'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { noUnits } from '@/lib/units'
import { loadCounter } from '../measure/count-tokens'
import { byHand, opened, settle, started } from './__fixtures__/by-hand'
import { asked, done, failed, finish, late, nothing, role, say, up, usage } from './__fixtures__/chunks'
import { limits, options, settling } from './__fixtures__/feed'
import { CallerBody } from './caller-body'

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

test('bytes go out as they come, and the finish does not wait for a marker that is missing', async () => {
  const body = byHand()
  const result = await opened(body)
  body.push(role.up)
  await settle()
  expect(result()).toBeUndefined()
  body.push(hi.up)
  await settle()
  const { out, settled } = started(result())
  await settle()
  expect(out()).toBe(asked(role, hi))
  body.push(there.up)
  await settle()
  expect(out()).toBe(asked(role, hi, there))
  body.push(finish().up)
  await settle()
  expect(settled).toEqual([])
  await vi.advanceTimersByTimeAsync(5001)
  await settle()
  expect(out()).toBe(asked(role, hi, there, finish()) + done)
  expect(settled).toMatchObject([{ how: 'complete', text: 'Hi there' }])
  expect(body.destroyed).toBe(true)
})

test('no first token in time: refused, the upstream is let go', async () => {
  const body = byHand()
  const result = await opened(body, { limits: { ...limits, firstToken: 3000 } })
  body.push(role.up)
  await vi.advanceTimersByTimeAsync(2999)
  body.push(': still here\n\n')
  expect(result()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(10)
  expect(result()).toEqual({ ok: false, reason: 'timeout' })
  expect(body.destroyed).toBe(true)
})

test('silence between chunks ends the stream with an error and no end marker', async () => {
  const body = byHand()
  const result = await opened(body, { limits: { ...limits, idle: 2000 } })
  body.push(hi.up)
  await settle()
  const { out, settled } = started(result())
  for (let i = 0; i < 5; i++) {
    await vi.advanceTimersByTimeAsync(1500)
    body.push(there.up)
    await settle()
  }
  await vi.advanceTimersByTimeAsync(2100)
  await settle()
  expect(out()).toBe(asked(hi, there, there, there, there, there) + late)
  expect(settled).toMatchObject([{ how: 'timeout', usage: null }])
  expect(body.destroyed).toBe(true)
})

test('the total limit holds however lively a stream is', async () => {
  const body = byHand()
  const result = await opened(body, { limits: { ...limits, total: 5000 } })
  body.push(hi.up)
  await settle()
  const { out, settled } = started(result())
  for (let i = 0; i < 6; i++) {
    body.push(there.up)
    await vi.advanceTimersByTimeAsync(1000)
    await settle()
  }
  expect(out().endsWith(late)).toBe(true)
  expect(settled).toMatchObject([{ how: 'timeout' }])
})

test('a comment every 15 s of silence, none while there is something to say', async () => {
  const body = byHand()
  const result = await opened(body)
  body.push(hi.up)
  await settle()
  const { out } = started(result())
  await vi.advanceTimersByTimeAsync(14_000)
  body.push(there.up)
  await settle()
  await vi.advanceTimersByTimeAsync(14_000)
  expect(out()).toBe(asked(hi, there))
  await vi.advanceTimersByTimeAsync(17_000)
  expect(out()).toBe(`${asked(hi, there)}: keep-alive\n\n: keep-alive\n\n`)
  body.push(finish().up)
  body.push(null)
  await settle()
  expect(out().endsWith(asked(finish()) + done)).toBe(true)
})

test('after a second of silence the caller may get comments, while another target can still be tried', async () => {
  const first = byHand()
  const onSilence = vi.fn()
  const result = await opened(first, { onSilence })
  await vi.advanceTimersByTimeAsync(900)
  expect(onSilence).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(onSilence).toHaveBeenCalledOnce()
  const body = new CallerBody(options().writer)
  let early = ''
  body.on('data', (part) => {
    early += part
  })
  body.keepAlive(15_000)
  await vi.advanceTimersByTimeAsync(15_000)
  expect(early).toBe(': keep-alive\n\n: keep-alive\n\n')
  first.destroy(new Error('ECONNRESET'))
  await settle()
  expect(result()).toEqual({ ok: false, reason: 'cut' })
  const second = byHand()
  const next = await opened(second)
  second.push(up(hi, finish()).join(''))
  second.push(null)
  await settle()
  const { settled } = started(next(), {}, body)
  await settle()
  expect(early).toBe(`: keep-alive\n\n: keep-alive\n\n${asked(hi, finish())}${done}`)
  expect(settled).toMatchObject([{ how: 'complete' }])
})

test('a caller who has only comments and no target left gets an error event', async () => {
  const body = new CallerBody(options().writer)
  body.keepAlive(15_000)
  body.fail('upstream_failed')
  let out = ''
  for await (const part of body) out += part
  expect(out).toBe(`: keep-alive\n\n${failed}`)
})

test('a caller who leaves while the call is being settled is not settled again', async () => {
  const upstream = byHand()
  const result = await opened(upstream)
  upstream.push(up(hi, finish()).join(''))
  upstream.push(null)
  await settle()
  const slow = Promise.withResolvers<undefined>()
  const calls = vi.fn(() => slow.promise)
  const { body, out } = started(result(), { settle: calls })
  await settle()
  expect(calls).toHaveBeenCalledOnce()
  expect(out()).toBe(asked(hi, finish()))
  body.destroy()
  slow.resolve(undefined)
  await settle()
  expect(calls).toHaveBeenCalledOnce()
  expect(out()).toBe(asked(hi, finish()))
})

test('the end waits for the settlement', async () => {
  const upstream = byHand()
  const result = await opened(upstream, { wantsUsage: true })
  upstream.push(up(hi, finish(), nothing(usage(7, 1))).join('') + done)
  await settle()
  const slow = Promise.withResolvers<{ cost: string }>()
  const { out } = started(result(), { settle: () => slow.promise })
  await settle()
  expect(out()).toBe(asked(hi, finish()))
  slow.resolve({ cost: '0.000000012' })
  await settle()
  expect(out()).toBe(asked(hi, finish(), nothing(`${usage(7, 1)},"_cost":0.000000012`)) + done)
  await vi.advanceTimersByTimeAsync(1500)
  expect(upstream.destroyed).toBe(true)
})

test('usage that was counted here replaces what could not be true', async () => {
  const upstream = byHand()
  const result = await opened(upstream, { wantsUsage: true })
  upstream.push(up(hi, finish()).join(''))
  upstream.push(null)
  await settle()
  const counted = { ...noUnits, inputTokens: 3, outputTokens: 1, estimated: true }
  const { out } = started(result(), { settle: async () => ({ usage: counted, cost: '1' }) })
  await settle()
  const details = ',"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}'
  expect(out()).toBe(asked(hi, finish(), nothing(`${usage(3, 1, details)},"_cost":1`)) + done)
})

test('a stream that cannot be settled ends with an error, never with an end marker', async () => {
  const upstream = byHand()
  const result = await opened(upstream)
  upstream.push(up(hi, finish()).join(''))
  upstream.push(null)
  await settle()
  const { out } = started(result(), { settle: () => Promise.reject(new Error('no database')) })
  await settle()
  expect(out()).toContain('"code":"internal"')
  expect(out()).not.toContain('[DONE]')
})

test('a slow reader stops the upstream, costs no memory and is not mistaken for an idle upstream', async () => {
  let sent = 0
  const upstream = new Readable({
    highWaterMark: 16_384,
    read() {
      if (sent++ < 20_000) this.push(Buffer.from(say(`word ${sent} ${'x'.repeat(100)}`).up))
      else if (sent === 20_001) this.push(Buffer.from(finish().up))
      else this.push(null)
    },
  })
  const result = await opened(upstream, { limits: { ...limits, idle: 1000 } })
  const { ends, settled } = settling()
  const got = result()
  if (!got?.ok) throw new Error('not opened')
  const body = got.start(ends)
  await settle()
  expect(sent).toBeLessThan(1500)
  expect(body.readableLength).toBeLessThan(200_000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(settled).toEqual([])
  expect(sent).toBeLessThan(1500)
  let bytes = 0
  for await (const part of body) bytes += part.length
  expect(bytes).toBeGreaterThan(20_000 * 200)
  expect(settled).toMatchObject([{ how: 'complete' }])
})
