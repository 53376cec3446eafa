import { describe, expect, it } from 'vitest'
import { answering, began, failed, isHealthy, rests, succeeded, undecided, waitOf } from './breaker'

const settings = { breakerFailures: 3, breakerSeconds: 30 }
const fall = (target: string, now: number) => failed(target, 'status_500', 500, settings, now)

describe('the breaker of a target', () => {
  it('opens after so many failures in its time, and lets one probe through when it is over', () => {
    fall('a', 1000)
    fall('a', 2000)
    expect(isHealthy('a', 2001)).toBe(true)
    fall('a', 3000)
    expect(waitOf('a', 3000)).toEqual({ open: 30_000, rest: 0 })
    expect(isHealthy('a', 33_000)).toBe(true)
    began('a')
    expect(isHealthy('a', 33_001)).toBe(false)
    succeeded('a', 5)
    expect(isHealthy('a', 33_002)).toBe(true)
  })

  it('opens again at once when the probe fails, and decides nothing when its caller leaves', () => {
    for (const now of [1, 2, 3]) fall('b', now)
    began('b')
    undecided('b')
    expect(isHealthy('b', 30_004)).toBe(true)
    began('b')
    fall('b', 31_000)
    expect(isHealthy('b', 60_999)).toBe(false)
  })

  it('forgets failures that are old, or that a success followed', () => {
    for (const now of [0, 1, 40_000]) fall('c', now)
    expect(isHealthy('c', 40_001)).toBe(true)
    succeeded('c', 1)
    for (const now of [40_002, 40_003]) fall('c', now)
    expect(isHealthy('c', 40_004)).toBe(true)
  })

  it('a stream that begins closes a half-open one, so that a long answer does not keep others out', () => {
    for (const now of [1, 2, 3]) fall('d', now)
    began('d')
    answering('d')
    expect(isHealthy('d', 31_000)).toBe(true)
  })

  it('rests as long as the upstream asked', () => {
    rests('e', 7000, 1000)
    expect(waitOf('e', 1000)).toEqual({ open: 0, rest: 7000 })
    expect(isHealthy('e', 8000)).toBe(true)
  })
})
