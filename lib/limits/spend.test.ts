import { describe, expect, it } from 'vitest'
import { seeded } from '@/tests/ledger'
import { dayAround, monthAround } from './calendar'
import { spendLimitsOf } from './spend'

const at = (text: string) => Date.parse(text)
const iso = (ms: number) => new Date(ms).toISOString()
const none = { day: null, month: null, total: null }

describe('days and months', () => {
  it('turn at midnight and on the first in the chosen time zone', () => {
    const day = dayAround(at('2026-11-30T15:59:59.999Z'), 'Asia/Shanghai')
    expect([iso(day.start), iso(day.end), day.name]).toEqual(['2026-11-29T16:00:00.000Z', '2026-11-30T16:00:00.000Z', '2026-11-30'])
    expect(dayAround(day.end, 'Asia/Shanghai').name).toBe('2026-12-01')
    const month = monthAround(day.end, 'Asia/Shanghai')
    expect([iso(month.start), iso(month.end), month.name]).toEqual(['2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z', '2026-12'])
    expect(monthAround(day.end - 1, 'Asia/Shanghai').name).toBe('2026-11')
  })

  it('are longer or shorter where clocks change', () => {
    const day = dayAround(at('2026-10-25T12:00:00Z'), 'Europe/Berlin')
    expect(day.end - day.start).toBe(25 * 3_600_000)
  })

  const seed = Number(process.env.SEED ?? 20261130)
  it(`follow each other without gaps in any zone, each with a name of its own (seed ${seed})`, () => {
    const random = seeded(seed)
    for (const zone of ['Asia/Shanghai', 'America/St_Johns', 'Pacific/Apia', 'Europe/London', 'Asia/Kathmandu', 'UTC'])
      for (let n = 0; n < 100; n++) {
        const now = at('2024-01-01T00:00:00Z') + Math.floor(random() * 4 * 366 * 86_400_000)
        for (const around of [dayAround, monthAround]) {
          const here = around(now, zone)
          const next = around(here.end, zone)
          expect(here.start <= now && now < here.end).toBe(true)
          expect(next.start).toBe(here.end)
          expect(around(here.end - 1, zone)).toEqual(here)
          expect(next.name > here.name).toBe(true)
        }
      }
  })
})

describe('spend limits', () => {
  const now = at('2026-11-30T12:00:00Z')
  const zone = 'Asia/Shanghai'
  const group = { id: 'grp_1', spend: { day: 5n, month: 50n, total: null } }

  it("a user's own replaces the group's, period by period; a key's come besides", () => {
    const key = { id: 'key_1', dayCeilingNanos: 1n, monthCeilingNanos: null }
    const limits = spendLimitsOf({ user: { id: 7, spend: { ...none, day: 9n, total: 90n } }, key, group }, zone, now)
    expect(limits).toMatchObject([
      { id: 'key_1:2026-11-30', kind: 'key', period: 'day', ceilingNanos: 1n },
      { id: 'user_7:2026-11-30', kind: 'user', period: 'day', ceilingNanos: 9n, renewsAt: at('2026-11-30T16:00:00Z') },
      { id: 'user_7/grp_1:2026-11', kind: 'group', period: 'month', ceilingNanos: 50n, renewsAt: at('2026-11-30T16:00:00Z') },
      { id: 'user_7:total', kind: 'user', period: 'total', ceilingNanos: 90n, since: null, renewsAt: null },
    ])
  })

  it('none at a level means none', () => {
    expect(spendLimitsOf({ user: { id: 7, spend: none }, key: null, group: { id: 'grp_1', spend: none } }, zone, now)).toEqual([])
  })

  it('a ceiling of 0 is one', () => {
    expect(spendLimitsOf({ user: { id: 7, spend: { ...none, day: 0n } }, key: null, group }, zone, now)[0]).toMatchObject({
      ceilingNanos: 0n,
    })
  })
})
