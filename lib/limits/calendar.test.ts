import { describe, expect, it } from 'vitest'
import { weekAround } from './calendar'
import { reserveWeek, type WeekOwner, weekReady, weekWait } from './weekly'

const at = (text: string) => Date.parse(text)
const iso = (ms: number) => new Date(ms).toISOString()

describe('the week', () => {
  it('begins on Monday at midnight in the chosen time zone', () => {
    const { start, end } = weekAround(at('2026-11-22T13:00:00Z'), 'Asia/Shanghai')
    expect([iso(start), iso(end)]).toEqual(['2026-11-15T16:00:00.000Z', '2026-11-22T16:00:00.000Z'])
    expect(iso(weekAround(end, 'Asia/Shanghai').start)).toBe(iso(end))
    expect(iso(weekAround(end - 1, 'Asia/Shanghai').end)).toBe(iso(end))
  })

  it('is an hour longer or shorter where clocks change', () => {
    const { start, end } = weekAround(at('2026-10-24T12:00:00Z'), 'Europe/Berlin')
    expect(end - start).toBe((7 * 24 + 1) * 3_600_000)
  })
})

describe('tokens per week', () => {
  const zone = 'Asia/Shanghai'
  const monday = at('2026-11-15T16:00:00Z')
  const owner = (keyId: string): WeekOwner => ({ userId: 1, keyId })

  it('are counted from the records at first use, then in memory, and begin anew on Monday', async () => {
    const own = owner('a')
    const now = monday + 1000
    await weekReady(own, zone, now, async () => 900)
    expect(weekWait(own, 1000, 100, now)).toBe(0)
    const finish = reserveWeek(own, 100, now)
    expect(weekWait(own, 1000, 1, now)).toBe(7 * 86_400_000 - 1000)
    finish(50)
    expect(weekWait(own, 1000, 50, now)).toBe(0)
    expect(weekWait(own, 1000, 51, now)).toBeGreaterThan(0)
    const next = monday + 7 * 86_400_000
    await weekReady(own, zone, next, async () => 0)
    expect(weekWait(own, 1000, 1000, next)).toBe(0)
  })

  it('are refused, not waved through, when the first count cannot be read', async () => {
    await expect(weekReady(owner('b'), zone, monday, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    await expect(weekReady(owner('b'), zone, monday, () => Promise.reject(new Error('still away')))).rejects.toThrow('still away')
  })

  it('follow what other processes recorded, without losing what runs here', async () => {
    const own = owner('c')
    await weekReady(own, zone, monday, async () => 0)
    const finish = reserveWeek(own, 300, monday)
    expect(weekReady(own, zone, monday + 60_000, async () => 500)).toBeUndefined()
    await new Promise((done) => setTimeout(done, 5))
    expect(weekWait(own, 1000, 200, monday + 60_000)).toBe(0)
    expect(weekWait(own, 1000, 201, monday + 60_000)).toBeGreaterThan(0)
    finish(100)
    expect(weekWait(own, 1000, 400, monday + 60_000)).toBe(0)
  })
})
