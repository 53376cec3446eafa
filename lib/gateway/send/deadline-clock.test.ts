import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deadlineClock } from './deadline-clock'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const inMs = (ms: number) => ({ until: performance.now() + ms, passed: vi.fn() })

test('each deadline passes once, when its time has come, also where it was moved', () => {
  const [first, second, moved] = [inMs(1000), inMs(2000), inMs(600_000)]
  for (const each of [second, first, moved]) deadlineClock().watch(each)
  vi.advanceTimersByTime(900)
  expect(first.passed).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect([first, second].map(({ passed }) => passed.mock.calls.length)).toEqual([1, 0])
  moved.until = performance.now() + 500
  vi.advanceTimersByTime(5000)
  for (const { passed } of [first, second, moved]) expect(passed).toHaveBeenCalledTimes(1)
})

test('one timer serves all, and none runs when there is nothing to look at', () => {
  const all = Array.from({ length: 50 }, () => inMs(1000))
  const late = inMs(60_000)
  for (const each of all) deadlineClock().watch(each)
  expect(vi.getTimerCount()).toBe(1)
  for (const each of all) deadlineClock().forget(each)
  vi.advanceTimersByTime(200)
  expect(vi.getTimerCount()).toBe(0)
  deadlineClock().watch(late)
  vi.advanceTimersByTime(59_000)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(2000)
  expect(vi.getTimerCount()).toBe(0)
  expect(late.passed).toHaveBeenCalledTimes(1)
  for (const { passed } of all) expect(passed).not.toHaveBeenCalled()
})
