import { describe, expect, it } from 'vitest'
import {
  answering,
  began,
  checked,
  failed,
  healthReport,
  isHealthy,
  misconfigured,
  resetHealth,
  rests,
  succeeded,
  turnedAway,
  undecided,
  waitOf,
} from './breaker'
import { lastErrorsOf } from './last-errors'

const settings = { breakerFailures: 3, breakerSeconds: 30 }
const [ann, bob, cem, dan] = [1, 2, 3, 4]
const fall = (target: string, userId: number, now: number, reason = 'status_500') =>
  failed(target, { userId, reason, status: 500 }, settings, now)
const probe = (target: string, userId: number, now: number) => began(target, userId, settings, now)
/** The target is open for everybody at 30 003. */
const open = (target: string) => {
  for (const [now, userId] of [ann, bob, cem].entries()) fall(target, userId, now + 1)
}

describe('the breaker of a target', () => {
  it('opens after failures of so many users in its time, and lets one probe through when it is over', () => {
    fall('a', ann, 1000)
    fall('a', bob, 2000)
    expect(isHealthy('a', dan, 2001)).toBe(true)
    fall('a', cem, 3000)
    expect(waitOf('a', dan, 3000)).toEqual({ open: 30_000, rest: 0 })
    expect(isHealthy('a', dan, 33_000)).toBe(true)
    probe('a', dan, 33_000)
    expect(isHealthy('a', ann, 33_001)).toBe(false)
    succeeded('a', dan, 5)
    expect(isHealthy('a', ann, 33_002)).toBe(true)
  })

  it('failures of one user do not close a target to others, however many there are', () => {
    for (let now = 0; now < 100; now++) fall('b', ann, now)
    expect(isHealthy('b', bob, 100)).toBe(true)
    fall('b', bob, 101)
    expect(isHealthy('b', cem, 102)).toBe(true)
    expect(healthReport('b')?.own.size).toBe(2)
  })

  it('the user whose calls fail is kept from it alone, and may try once when the time is over', () => {
    for (const now of [0, 1, 2]) fall('c', ann, now)
    expect(waitOf('c', ann, 2)).toEqual({ open: 30_000, rest: 0 })
    expect(isHealthy('c', ann, 30_003)).toBe(true)
    probe('c', ann, 30_003)
    expect(isHealthy('c', ann, 30_004)).toBe(false)
    fall('c', ann, 30_005)
    expect(isHealthy('c', ann, 60_004)).toBe(false)
    succeeded('c', bob, 5)
    expect(isHealthy('c', ann, 60_004)).toBe(false)
    succeeded('c', ann, 5)
    expect(isHealthy('c', ann, 60_004)).toBe(true)
  })

  it('an address that does not answer is closed to everybody, whoever found out', () => {
    for (const now of [0, 1]) fall('d', ann, now, 'connect_failed')
    expect(isHealthy('d', bob, 2)).toBe(true)
    fall('d', ann, 3, 'connect_timeout')
    expect(isHealthy('d', bob, 4)).toBe(false)
    probe('d', bob, 30_004)
    fall('d', bob, 30_005, 'connect_failed')
    expect(isHealthy('d', cem, 60_004)).toBe(false)
  })

  it('a failed probe keeps its own user away; a second user decides whether it opens again', () => {
    open('e')
    probe('e', ann, 31_000)
    fall('e', ann, 31_001)
    expect(isHealthy('e', ann, 31_002)).toBe(false)
    expect(isHealthy('e', bob, 31_002)).toBe(true)
    probe('e', bob, 31_002)
    fall('e', bob, 31_003)
    expect(waitOf('e', dan, 31_003)).toEqual({ open: 30_000, rest: 0 })
  })

  it('a slow probe keeps others out no longer than the breaker is open, and one that is left decides nothing', () => {
    open('f')
    probe('f', ann, 31_000)
    expect(isHealthy('f', bob, 60_999)).toBe(false)
    expect(isHealthy('f', bob, 61_000)).toBe(true)
    probe('f', bob, 61_000)
    undecided('f', bob)
    expect(isHealthy('f', cem, 61_001)).toBe(true)
  })

  it('forgets failures that are old, or that a success followed, and who was kept from it', () => {
    for (const [userId, now] of [
      [ann, 0],
      [bob, 1],
      [cem, 40_000],
    ] as const)
      fall('g', userId, now)
    expect(isHealthy('g', dan, 40_001)).toBe(true)
    expect(healthReport('g')?.own.size).toBe(1)
    succeeded('g', dan, 1)
    for (const userId of [ann, bob]) fall('g', userId, 40_002)
    expect(isHealthy('g', dan, 40_004)).toBe(true)
  })

  it('a stream that begins closes a half-open one, so that a long answer does not keep others out', () => {
    open('h')
    probe('h', dan, 31_000)
    answering('h', dan)
    expect(isHealthy('h', ann, 31_000)).toBe(true)
  })

  it('is opened by one failed check, and closed by the next that succeeds', () => {
    const down = { status: 503, words: 'loading' }
    checked('j', down, settings, 1000)
    expect(waitOf('j', ann, 1000)).toEqual({ open: 30_000, rest: 0 })
    expect(healthReport('j')?.lastFailure).toMatchObject({ reason: 'health_check', status: 503 })
    checked('j', down, settings, 31_000)
    checked('j', down, settings, 61_000)
    expect(isHealthy('j', ann, 90_000)).toBe(false)
    expect(lastErrorsOf('j')).toMatchObject([{ reason: 'health_check', words: 'loading', callId: null }])
    checked('j', undefined, settings, 90_001)
    expect(isHealthy('j', ann, 90_001)).toBe(true)
    expect(healthReport('j')?.results.lastHour(performance.now())).toMatchObject({ served: 0, failed: 0 })
  })

  it('that could not be reached is closed by a check, one whose calls failed is not', () => {
    for (const now of [1, 2, 3]) fall('k', ann, now, 'connect_failed')
    expect(isHealthy('k', bob, 4)).toBe(false)
    checked('k', undefined, settings, 5)
    expect(isHealthy('k', bob, 6)).toBe(true)
    open('l')
    checked('l', undefined, settings, 5)
    expect(isHealthy('l', dan, 6)).toBe(false)
  })

  it('is reset by an operator: closed for all and each, without a rest', () => {
    for (const target of ['m', 'n']) {
      for (let now = 1; now <= 3; now++) fall(target, ann, now)
      open(target)
      rests(target, bob, 60_000, 3)
    }
    resetHealth('m')
    expect([isHealthy('m', null, 4), isHealthy('m', ann, 4), isHealthy('n', null, 4)]).toEqual([true, true, false])
    expect(healthReport('m')?.lastFailure).not.toBeNull()
    resetHealth()
    expect([isHealthy('n', null, 4), isHealthy('n', ann, 4)]).toEqual([true, true])
    resetHealth('never tried')
  })

  it('counts the attempts of the last hour, without requests that were refused', () => {
    succeeded('o', ann, 120)
    fall('o', ann, 1)
    misconfigured('o', { userId: ann, reason: 'status_401', status: 401 })
    turnedAway('o', { userId: ann, reason: 'rate_limited', status: 429 })
    turnedAway('o', { userId: ann, reason: 'refused', status: 400 })
    expect(healthReport('o')?.results.lastHour(performance.now())).toEqual({ served: 1, failed: 3, medianMs: 120 })
  })

  it('rests as long as the upstream asked', () => {
    rests('i', ann, 7000, 1000)
    expect(waitOf('i', bob, 1000)).toEqual({ open: 0, rest: 7000 })
    expect(isHealthy('i', bob, 8000)).toBe(true)
  })
})
