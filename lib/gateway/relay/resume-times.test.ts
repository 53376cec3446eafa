import type { Readable } from 'node:stream'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadCounter } from '../measure/count-tokens'
import type { StreamEnd } from '../measure/stream-end'
import { byHand, opened, settle, started } from './__fixtures__/by-hand'
import { asked, done, failed, finish, late, role, say } from './__fixtures__/chunks'
import { answerOf, options } from './__fixtures__/feed'
import type { SentAgain } from './stream-types'

const hi = say('Hi')
const there = say(' there')
const limits = { firstToken: 3000, idle: 2000, total: 60_000 }
const comment = ': keep-alive\n\n'

beforeAll(loadCounter)
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] })
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

/** A stream that has said "Hi", and whose request is sent again by hand. */
async function saidHi() {
  const first = byHand()
  const result = await opened(first, { limits })
  first.push(role.up + hi.up)
  await settle()
  const asks: StreamEnd['how'][] = []
  const answers: ((sent: SentAgain | null) => void)[] = []
  const heard = started(result(), {
    again({ how }) {
      asks.push(how)
      return new Promise((resolve) => answers.push(resolve))
    },
  })
  const answer = async (body: Readable | null) => {
    answers.shift()?.(body && { ...options({ limits }), response: answerOf(body) })
    await settle()
  }
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    await settle()
  }
  return { ...heard, first, asks, answer, pass }
}

test('while the request is sent again the caller hears comments, and the limits of the broken stream do not count', async () => {
  const { first, asks, answer, pass, out, settled } = await saidHi()
  await pass(2001)
  expect([asks, first.destroyed]).toEqual([['timeout'], true])
  await pass(65_000)
  expect(out()).toBe(asked(role, hi) + comment.repeat(4))
  const second = byHand()
  await answer(second)
  second.push(role.up + hi.up)
  await settle()
  second.push(there.up + finish().up + done)
  second.push(null)
  await settle()
  expect(out()).toBe(asked(role, hi) + comment.repeat(4) + asked(there, finish()) + done)
  expect(settled).toMatchObject([{ how: 'complete', text: 'Hi there' }])
})

test('the second stream has the time of a new one until its first token, between its chunks, and in all', async () => {
  const { first, asks, answer, pass, out, settled } = await saidHi()
  first.push(null)
  await settle()
  const second = byHand()
  await answer(second)
  second.push(role.up)
  await pass(2900)
  expect(asks).toEqual(['cut'])
  await pass(200)
  expect([asks, second.destroyed]).toEqual([['cut', 'timeout'], true])
  const third = byHand()
  await answer(third)
  await pass(2900)
  third.push(hi.up)
  await pass(1900)
  expect(asks).toHaveLength(2)
  await pass(200)
  expect([asks, third.destroyed]).toEqual([['cut', 'timeout', 'timeout'], true])
  const fourth = byHand()
  await answer(fourth)
  fourth.push(hi.up)
  for (let sent = 0; sent < 59; sent++) {
    await pass(1000)
    fourth.push(say('.').up)
  }
  await settle()
  expect(settled).toEqual([])
  await pass(1001)
  expect([asks.length, fourth.destroyed, out().endsWith(late)]).toEqual([3, true, true])
  expect(settled).toMatchObject([{ how: 'timeout', text: `Hi${'.'.repeat(59)}` }])
})

test('a caller who leaves while it is sent again is settled once, and an answer that still comes is let go', async () => {
  const { first, body, answer, settled } = await saidHi()
  first.push(null)
  await settle()
  body.destroy()
  await settle()
  expect(settled).toMatchObject([{ how: 'gone', text: 'Hi' }])
  const second = byHand()
  await answer(second)
  expect([second.destroyed, settled.length]).toEqual([true, 1])
})

test('a caller who leaves while the second stream catches up has what was delivered by the first', async () => {
  const { first, body, answer, settled } = await saidHi()
  first.push(null)
  await settle()
  const second = byHand()
  await answer(second)
  second.push(role.up + say('H').up)
  await settle()
  body.destroy()
  await settle()
  expect(settled).toMatchObject([{ how: 'gone', text: 'Hi' }])
  expect(second.destroyed).toBe(true)
})

test('nothing left to try is an error at once', async () => {
  const { first, answer, out } = await saidHi()
  first.push(null)
  await settle()
  await answer(null)
  expect(out()).toBe(asked(role, hi) + failed)
})
