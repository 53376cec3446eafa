import { describe, expect, it } from 'vitest'
import type { Limits } from '@/lib/catalog/entries'
import { seeded } from '@/tests/ledger'
import { take } from '@/tests/limits'
import { weekAround } from './calendar'
import type { Level } from './level'
import type { Place } from './take'
import { sweepWeeks, type WeekOwner, weekReady, weekWait } from './weekly'

const zones = ['Asia/Shanghai', 'Europe/Berlin']
const [shanghai = ''] = zones
const seconds = 1000
const day = 86_400_000
const monday = Date.parse('2026-11-15T16:00:00Z')
const none: Limits = { rpm: null, tpm: null, weeklyTokens: null, concurrency: null }
let owners = 0
const anOwner = (): WeekOwner => ({ userId: 1_000 + owners++, keyId: null })
const levelOf = (week: WeekOwner, limits: Partial<Limits>): Level => ({
  kind: 'user',
  name: `turning ${week.userId}`,
  limits: { ...none, ...limits },
  week,
})
function admitted(level: Level, tokens: number, wall: number, now = wall): Place {
  const taken = take([level], tokens, now, wall)
  if (!taken.ok) throw new Error(`refused by ${taken.limit}`)
  return taken.reservation
}

describe('a week that turns while calls run', () => {
  const week = 7 * day
  const sunday = monday + week - seconds
  const next = monday + week + seconds

  it('begins with what they have set aside, which ends when they end', async () => {
    const own = anOwner()
    const level = levelOf(own, { weeklyTokens: 1000 })
    await weekReady(own, shanghai, sunday, async () => 0)
    const [one, other] = [admitted(level, 600, sunday), admitted(level, 300, sunday)]
    await weekReady(own, shanghai, next, async () => 0)
    expect(weekWait(own, 1000, 100, next)).toBe(0)
    expect(weekWait(own, 1000, 101, next)).toBeGreaterThan(0)
    one.finish(500)
    expect(weekWait(own, 1000, 700, next)).toBe(0)
    other.finish(300)
    expect(weekWait(own, 1000, 1000, next)).toBe(0)
  })

  it('counts what they used where the records count it: in the week in which they began', async () => {
    const own = anOwner()
    const level = levelOf(own, { weeklyTokens: 1000 })
    await weekReady(own, shanghai, sunday, async () => 0)
    const old = admitted(level, 600, sunday)
    await weekReady(own, shanghai, next, async () => 0)
    const young = admitted(level, 200, next)
    old.finish(600)
    young.finish(150)
    expect(weekWait(own, 1000, 850, next)).toBe(0)
    expect(weekWait(own, 1000, 851, next)).toBeGreaterThan(0)
  })

  it('is not forgotten before the last of them has ended', async () => {
    const own = anOwner()
    const level = levelOf(own, { weeklyTokens: 1000 })
    await weekReady(own, shanghai, sunday, async () => 0)
    const running = admitted(level, 1000, sunday)
    sweepWeeks(next)
    await weekReady(own, shanghai, next, async () => 0)
    expect(weekWait(own, 1000, 1, next)).toBeGreaterThan(0)
    running.finish(10)
    expect(weekWait(own, 1000, 1000, next)).toBe(0)
  })
})

describe('a limit that is changed while calls run', () => {
  const minutes = 60 * seconds
  let clock = monday

  it('gives back the calls at once, one by one, when it is switched off and on again', () => {
    clock += day
    const own = anOwner()
    const running = admitted(levelOf(own, { concurrency: 1 }), 0, clock)
    const unlimited = admitted(levelOf(own, {}), 0, clock)
    expect(take([levelOf(own, { concurrency: 2 })], 0, clock, clock).ok).toBe(false)
    unlimited.finish(0)
    running.finish(0)
    admitted(levelOf(own, { concurrency: 1 }), 0, clock).finish(0)
  })

  it('begins no new minute when it is switched off and on again', () => {
    clock += day
    const own = anOwner()
    admitted(levelOf(own, { rpm: 1, tpm: 100 }), 100, clock).finish(100)
    admitted(levelOf(own, { rpm: 60 }), 0, clock + seconds).finish(0)
    expect(take([levelOf(own, { tpm: 100 })], 100, clock + 2 * seconds, clock)).toMatchObject({ ok: false, limit: 'tpm' })
  })

  it('counts nothing of the calls that came while it was off', () => {
    clock += day
    const own = anOwner()
    admitted(levelOf(own, { rpm: 2 }), 0, clock).finish(0)
    for (let n = 0; n < 50; n++) admitted(levelOf(own, {}), 0, clock).finish(0)
    admitted(levelOf(own, { rpm: 2 }), 0, clock).finish(0)
    expect(take([levelOf(own, { rpm: 2 })], 0, clock, clock)).toMatchObject({ ok: false, limit: 'rpm', waitMs: 30_000 })
  })

  it('admits, when raised, as much more as the minute has brought, and a call that ends takes none of it away', () => {
    clock += day
    const own = anOwner()
    const small = admitted(levelOf(own, { tpm: 1000 }), 900, clock)
    const large = levelOf(own, { tpm: 10_000 })
    admitted(large, 0, clock + minutes).finish(0)
    small.finish(0)
    expect(take([large], 10_000, clock + minutes, clock).ok).toBe(true)
  })

  it('is not overdrawn, when lowered, by a call that gives back what it had reserved before', () => {
    clock += day
    const own = anOwner()
    const large = admitted(levelOf(own, { tpm: 10_000 }), 9_000, clock)
    const low = levelOf(own, { tpm: 100 })
    admitted(low, 0, clock).finish(0)
    large.finish(0)
    expect(admitted(low, 100, clock).tokens).toMatchObject({ limit: 100, remaining: 0 })
  })
})

describe('counters that nobody asks for', () => {
  it('are forgotten only when they owe nothing: what a call used beyond its limit is waited for', () => {
    const begin = monday + 30 * day
    const own = levelOf(anOwner(), { tpm: 1000 })
    admitted(own, 1000, begin).finish(5000)
    admitted(levelOf(anOwner(), { tpm: 1 }), 0, begin + 130 * seconds).finish(0) // The next call sweeps.
    expect(take([own], 1, begin + 131 * seconds, begin)).toMatchObject({ ok: false, limit: 'tpm' })
    expect(take([own], 1, begin + 250 * seconds, begin).ok).toBe(true)
  })
})

describe('over random interleavings of calls, limits, weeks and sweeps', () => {
  const seed = Number(process.env.SEED ?? 20261122)
  const read = () => new Promise((done) => setImmediate(done))
  const rounds = process.env.FULL ? 300 : 30

  it(`nothing stays set aside when all calls have ended, and a week counts exactly its own records (seed ${seed})`, async () => {
    const random = seeded(seed)
    const below = (most: number) => Math.floor(random() * most)
    const pick = <T>(list: T[]): T => list[below(list.length)] as T
    for (let round = 0; round < rounds; round++) {
      const own = anOwner()
      const records: { time: number; tokens: number }[] = []
      const load = async (since: number) => records.reduce((sum, { time, tokens }) => (time >= since ? sum + tokens : sum), 0)
      const running: { time: number; reservation: Place }[] = []
      const zone = pick(zones)
      let wall = monday + (100 + round) * 14 * day
      const limits: Limits = { ...none }
      const end = (place: number) => {
        const [call] = running.splice(place, 1)
        if (!call) return
        const tokens = below(400)
        records.push({ time: call.time, tokens })
        call.reservation.finish(tokens)
      }
      for (let step = 0; step < 200; step++) {
        wall += random() < 0.1 ? below(3 * day) : below(20 * seconds)
        const chosen = random()
        if (chosen < 0.55) {
          if (limits.weeklyTokens !== null) await weekReady(own, zone, wall, load)
          const taken = take([levelOf(own, { ...limits })], below(300), wall, wall)
          if (taken.ok) running.push({ time: wall, reservation: taken.reservation })
        } else if (chosen < 0.8) end(below(running.length))
        else if (chosen < 0.9) sweepWeeks(wall)
        else limits[pick(['rpm', 'tpm', 'weeklyTokens', 'concurrency'] as const)] = pick([null, null, 5, 1000, 20_000])
      }
      await weekReady(own, zone, wall, load)
      await read()
      while (running.length > 0) end(below(running.length))
      const later = wall + 40 * seconds // Late enough for another reading of the records.
      const { start } = weekAround(later, zone)
      await weekReady(own, zone, later, load)
      await read()
      const used = await load(start)
      expect([round, weekWait(own, used + 7, 7, later)]).toEqual([round, 0])
      if (used > 0) expect(weekWait(own, used + 6, 7, later)).toBeGreaterThan(0)
      const fresh = levelOf(own, { concurrency: 1, rpm: 1, tpm: 500 })
      expect([round, take([fresh], 500, wall + 10 * day, later).ok]).toEqual([round, true])
    }
  })
})
