import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { strangers } from './strangers'

const minute = 60_000
let doors = 0
let looks = 0
let most = 0
let running = 0
let found: Map<string, string>
let line: ReturnType<typeof strangers>

beforeEach(() => {
  vi.useFakeTimers()
  line = strangers(`test ${doors++}`)
  looks = most = running = 0
  found = new Map([['right', 'somebody']])
})
afterEach(() => {
  vi.useRealTimers()
})

/** A look-up that takes a millisecond. */
const kept = new Map<string, string>()
const ask = (shown: string, address = '192.0.2.1', remember: (shown: string) => void = () => undefined) =>
  line
    .ask<string | null>(address, {
      shown,
      known: () => kept.get(shown),
      async look() {
        looks++
        most = Math.max(most, ++running)
        await new Promise((done) => setTimeout(done, 1))
        running--
        remember(shown)
        return found.get(shown) ?? null
      },
      inVain: (answer) => answer === null,
    })
    .then(
      (answer) => answer ?? 'nobody',
      ({ code }) => code as string,
    )
const count = (answers: string[], which: string) => answers.filter((answer) => answer === which).length
const many = (to: number) => Array.from({ length: to }, (_, n) => n)
async function settled<T>(asked: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(30_000)
  return asked
}

describe('secrets that are made up', () => {
  it('at once, from one address: few are looked for, the rest are told to come again without a look', async () => {
    const answers = await settled(Promise.all(many(1000).map((n) => ask(`made up ${n}`))))
    expect(looks).toBeLessThanOrEqual(45)
    expect(most).toBeLessThanOrEqual(2)
    expect(count(answers, 'nobody')).toBe(looks)
    expect(count(answers, 'too_many_failures')).toBe(1000 - looks)
  })

  it('one after the other, for ten minutes: a bounded number of looks in each', async () => {
    let over = false
    const asking = (async () => {
      for (let n = 0; !over; n++) await ask(`made up ${n}`)
    })()
    for (let passed = 0; passed < 10; passed++) {
      looks = 0
      await vi.advanceTimersByTimeAsync(minute)
      expect(looks).toBeLessThanOrEqual(265)
    }
    over = true
    await settled(asking)
  })

  it('from all addresses of one IPv6 network count as from one', async () => {
    await settled(Promise.all(many(1000).map((n) => ask(`made up ${n}`, `2001:db8::${n.toString(16)}`))))
    expect(looks).toBeLessThanOrEqual(45)
  })

  it('from a thousand networks: never more than four looks at a time, and the same turn for each', async () => {
    const flood = Promise.all(many(1000).map((n) => ask(`made up ${n}`, `2001:db8:0:${n.toString(16)}::1`)))
    const other = many(50).map((n) => ask(`made up too ${n}`, '192.0.2.9'))
    const one = ask('right', '192.0.2.10')
    expect(await settled(one)).toBe('somebody')
    expect(most).toBe(4)
    await settled(Promise.all([flood, ...other]))
  })

  it('cost one look-up however often they are sent', async () => {
    const answers = await settled(Promise.all(many(100).map(() => ask('wrong', '192.0.2.1', (shown) => kept.set(shown, 'nobody')))))
    expect(looks).toBeLessThanOrEqual(2)
    expect(count(answers, 'nobody')).toBe(100)
  })
})

describe('somebody with a right one', () => {
  it('is found at once where nobody fails, however many come together', async () => {
    for (const n of many(1000)) found.set(`right ${n}`, 'somebody')
    const answers = Promise.all(many(1000).map((n) => ask(`right ${n}`)))
    await vi.advanceTimersByTimeAsync(1000)
    expect(count(await answers, 'somebody')).toBe(1000)
  })

  it('behind the same address as a flood gets in when they come again', async () => {
    const flood = setInterval(() => many(10).map((n) => ask(`made up ${performance.now()} ${n}`)), 10)
    await vi.advanceTimersByTimeAsync(5_000)
    const first = ask('right')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await first).toBe('too_many_failures')
    const second = ask('right')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await second).toBe('somebody')
    clearInterval(flood)
    await vi.advanceTimersByTimeAsync(30_000)
  })

  it('waits a moment only where others fail now and then', async () => {
    const failing = setInterval(() => ask(`made up ${performance.now()}`), 1_000)
    await vi.advanceTimersByTimeAsync(minute)
    const asked = ask('right')
    await vi.advanceTimersByTimeAsync(500)
    expect(await asked).toBe('somebody')
    clearInterval(failing)
  })

  it('is not affected any more when a minute has passed', async () => {
    await settled(Promise.all(many(100).map((n) => ask(`made up ${n}`))))
    await vi.advanceTimersByTimeAsync(minute)
    for (const n of many(100)) found.set(`right ${n}`, 'somebody')
    const answers = Promise.all(many(100).map((n) => ask(`right ${n}`)))
    await vi.advanceTimersByTimeAsync(1000)
    expect(count(await answers, 'somebody')).toBe(100)
  })
})

it('a look-up that fails fails alone, counts as no failure of the caller, and nobody waits for ever', async () => {
  const away = line.ask('192.0.2.1', {
    shown: 'x',
    known: () => undefined,
    look: () => Promise.reject(new Error('the database is away')),
    inVain: () => true,
  })
  await expect(away).rejects.toThrow('the database is away')
  const slow = { known: () => undefined, look: () => new Promise<string>((done) => setTimeout(done, 5_000, 'x')), inVain: () => false }
  const answers = many(100).map((n) =>
    line.ask('192.0.2.1', { ...slow, shown: `${n}` }).then(
      () => 'found',
      ({ code }) => code,
    ),
  )
  await vi.advanceTimersByTimeAsync(20_000)
  const told = await Promise.all(answers)
  expect([count(told, 'found'), count(told, 'unavailable')]).toEqual([6, 94])
  const crowd = Promise.all(many(6000).map((n) => ask(`right ${n}`, `10.${n >> 8}.${n & 255}.1`)))
  expect(count(await settled(crowd), 'unavailable')).toBeGreaterThan(900)
})
