import { beforeEach, describe, expect, it } from 'vitest'
import type { Limits } from '@/lib/catalog/entries'
import { here, take } from '@/tests/limits'
import { type Level, levelsAt, levelsOf } from './level'
import { enter } from './take'

const none: Limits = { rpm: null, tpm: null, weeklyTokens: null, concurrency: null }
let names = 0
let now = 0
const level = (limits: Partial<Limits>, kind: Level['kind'] = 'key'): Level => ({
  kind,
  name: `level ${names++}`,
  limits: { ...none, ...limits },
})
const ask = (levels: Level[], tokens = 0) => take(levels, tokens, now)
function admitted(levels: Level[], tokens = 0) {
  const taken = ask(levels, tokens)
  if (!taken.ok) throw new Error(`refused by ${taken.limit}`)
  return taken.reservation
}

beforeEach(() => {
  now += 1_000_000
})

describe('requests per minute', () => {
  it('lets the whole limit through at once, then says to the millisecond when the next would pass', () => {
    const own = [level({ rpm: 6 })]
    for (let i = 0; i < 6; i++) admitted(own).finish(0)
    const refused = ask(own)
    expect(refused).toMatchObject({ ok: false, limit: 'rpm', allowed: 6, waitMs: 10_000 })
    now += 9_999
    expect(ask(own).ok).toBe(false)
    now += 1
    expect(ask(own).ok).toBe(true)
  })

  it('is told in the headers of the tightest level', () => {
    const key = level({ rpm: 2 })
    const user = level({ rpm: 100 }, 'user')
    expect(admitted([key, user]).requests).toEqual({ limit: 2, remaining: 1, reset: 0 })
    expect(admitted([key, user]).requests).toEqual({ limit: 2, remaining: 0, reset: 30 })
  })

  it('waiting as long as it says is always enough, for any limit', () => {
    for (let rpm = 1; rpm <= 97; rpm += 3) {
      const own = [level({ rpm })]
      while (ask(own).ok);
      const refused = ask(own)
      if (refused.ok) throw new Error('not refused')
      now += Math.ceil(refused.waitMs / 1000) * 1000
      expect(ask(own).ok).toBe(true)
    }
  })

  it('with a limit of 0 refuses every call and names no time to wait', () => {
    expect(ask([level({ rpm: 0 })])).toMatchObject({ ok: false, waitMs: Number.POSITIVE_INFINITY })
  })
})

describe('tokens per minute', () => {
  it('are set aside before and corrected after the call', () => {
    const own = [level({ tpm: 1000 })]
    const call = admitted(own, 900)
    expect(ask(own, 200)).toMatchObject({ ok: false, limit: 'tpm', waitMs: 6000 })
    call.finish(100)
    call.finish(100)
    expect(admitted(own, 900).tokens).toMatchObject({ limit: 1000, remaining: 0 })
  })

  it('a call larger than the limit is let in when the window is empty, and what it used counts whole', () => {
    const own = [level({ tpm: 1000 })]
    admitted(own, 50_000).finish(3000)
    expect(ask(own, 1)).toMatchObject({ ok: false, waitMs: 2001 * 60 })
  })
})

describe('calls at once', () => {
  it('are refused above the limit and let in as soon as one ends, however often its end is told', () => {
    const own = [level({ concurrency: 2 })]
    const first = admitted(own)
    admitted(own)
    expect(ask(own)).toMatchObject({ ok: false, limit: 'concurrency' })
    first.finish(0)
    first.finish(0)
    expect(ask(own).ok).toBe(true)
    expect(ask(own).ok).toBe(false)
  })
})

describe('several levels', () => {
  it('take from all or from none', () => {
    const wide = level({ rpm: 10 })
    const narrow = level({ rpm: 1 }, 'group')
    admitted([wide, narrow])
    for (let i = 0; i < 20; i++) expect(ask([wide, narrow])).toMatchObject({ ok: false, level: { kind: 'group' } })
    expect(admitted([wide]).requests).toMatchObject({ remaining: 8 })
  })

  it("a user's own limit replaces the group's, a key's only tightens", () => {
    const group = { name: 'default', limits: { ...none, rpm: 60, tpm: 1000 } }
    const key = { id: 'key_1', limits: { ...none, rpm: 5 } }
    expect(levelsOf({ user: { id: 1, limits: none }, key: null, group })).toMatchObject([{ kind: 'group', limits: { rpm: 60, tpm: 1000 } }])
    expect(levelsOf({ user: { id: 1, limits: { ...none, rpm: 600 } }, key, group })).toMatchObject([
      { kind: 'key', limits: { rpm: 5, tpm: null } },
      { kind: 'user', limits: { ...none, rpm: 600 } },
      { kind: 'group', limits: { ...none, tpm: 1000 } },
    ])
    expect(levelsOf({ user: { id: 1, limits: none }, key: null, group: { name: 'x', limits: none } })).toEqual([])
  })

  it("a model's are taken together with the tokens and given back with the place; its refusal gives the request back", () => {
    const caller = [level({ rpm: 10, tpm: 1000 })]
    const model = [level({ rpm: 5, tpm: 500, concurrency: 1 }, 'model')]
    const first = here(enter(caller, now, now))
    if (!first.ok) throw new Error('not entered')
    expect(here(first.place.reserve(200, model, now, now))).toBeUndefined()
    expect(first.place).toMatchObject({ requests: { limit: 5, remaining: 4 }, tokens: { limit: 500, remaining: 300 } })
    const second = here(enter(caller, now, now))
    if (!second.ok) throw new Error('not entered')
    expect(here(second.place.reserve(10, model, now, now))).toMatchObject({ limit: 'concurrency', level: { kind: 'model' } })
    second.place.finish(0)
    first.place.finish(100)
    const third = here(enter(caller, now, now))
    if (!third.ok) throw new Error('not entered')
    expect(third.place.requests).toMatchObject({ remaining: 8 })
    expect(here(third.place.reserve(450, model, now, now))).toMatchObject({ limit: 'tpm', allowed: 500, level: { kind: 'model' } })
    const fourth = here(enter(caller, now, now))
    if (!fourth.ok) throw new Error('not entered')
    expect(here(fourth.place.reserve(400, model, now, now))).toBeUndefined()
    expect(fourth.place.tokens).toMatchObject({ limit: 500, remaining: 0 })
    fourth.place.finish(0)
  })

  it("a model's are each user's own", () => {
    const at = (id: number) => levelsAt({ id: 'glm', limits: { ...none, rpm: 1 } }, id)
    expect(at(7)).toMatchObject([{ kind: 'model', week: { userId: 7, keyId: null, model: 'glm' } }])
    expect(ask(at(7)).ok).toBe(true)
    expect(ask(at(7)).ok).toBe(false)
    expect(ask(at(8)).ok).toBe(true)
    expect(levelsAt({ id: 'glm', limits: none }, 7)).toEqual([])
  })

  it("a user's own limit is one over all groups that their keys are in", () => {
    const user = { id: 2, limits: { ...none, rpm: 2, concurrency: 1 } }
    const [here, there] = ['default', 'other'].map((name) => levelsOf({ user, key: null, group: { name, limits: { ...none, rpm: 60 } } }))
    if (!here || !there) throw new Error('no levels')
    const running = admitted(here)
    expect(ask(there)).toMatchObject({ ok: false, limit: 'concurrency' })
    running.finish(0)
    admitted(there).finish(0)
    expect(ask(here)).toMatchObject({ ok: false, limit: 'rpm', level: { kind: 'user' } })
  })
})
