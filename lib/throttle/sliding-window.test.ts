import { describe, expect, it } from 'vitest'
import { slidingWindow } from './sliding-window'

describe('a limit over a sliding window', () => {
  let time = 0
  const window = slidingWindow('test', 60_000, () => time)
  it('lets in exactly the limit, and says exactly when the next one is let in', () => {
    time = 1000
    for (let i = 0; i < 3; i++) {
      expect(window.take('a', 3).ok).toBe(true)
      time += 10_000
    }
    const refused = window.take('a', 3)
    expect(refused).toEqual({ ok: false, retryAfterMs: 30_000 })
    time += 29_999
    expect(window.take('a', 3).ok).toBe(false)
    time += 1
    expect(window.take('a', 3).ok).toBe(true)
  })
  it('counts each name for itself, follows a changed limit at once, and takes events back', () => {
    time = 1_000_000
    expect(window.take('b', 1).ok).toBe(true)
    expect(window.take('c', 1).ok).toBe(true)
    expect(window.take('b', 1).ok).toBe(false)
    expect(window.take('b', 2).ok).toBe(true)
    window.undo('b')
    expect(window.take('b', 2).ok).toBe(true)
    window.forget('b')
    expect(window.take('b', 1).ok).toBe(true)
  })
  it('forgets names that have not been seen for long', () => {
    time = 2_000_000
    for (let i = 0; i < 150_000; i++) window.take(`n${i}`, 5)
    time += 100
    expect(window.take('n149999', 1).ok).toBe(false)
    expect(window.take('n0', 1).ok).toBe(true)
  })
})
