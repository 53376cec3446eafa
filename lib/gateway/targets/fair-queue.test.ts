import { describe, expect, it } from 'vitest'
import { FairQueue, type Waiting } from './fair-queue'
import { RecentUse, type SlotClaim } from './recent-use'

interface Call extends Waiting {
  name: string
}
const patient = Number.POSITIVE_INFINITY

function aQueue() {
  const use = new RecentUse()
  const queue = new FairQueue<Call>(use)
  let since = 0
  const claimOf = (userId: number, group = 'staff', tokens = 100): SlotClaim => ({ userId, group, tokens })
  const waits = (name: string, claim: SlotClaim, patienceMs = patient) => {
    const call = { name, claim, since: since++, patienceMs }
    queue.add(call)
    return call
  }
  /** Serves everything; a call that is served runs on. */
  const served = (now = 0) => {
    const names: string[] = []
    for (let call = queue.next(now); call; call = queue.next(now)) {
      use.begin(call.claim, now)
      names.push(call.name)
    }
    return names.join(' ')
  }
  return { use, queue, claimOf, waits, served }
}

describe('the order of a queue', () => {
  it('is that of coming for one user alone, who gets everything', () => {
    const { waits, claimOf, served } = aQueue()
    for (const name of ['a', 'b', 'c']) waits(name, claimOf(1))
    expect(served()).toBe('a b c')
  })

  it('takes turns among users, and whoever came first is first', () => {
    const { waits, claimOf, served } = aQueue()
    for (const name of ['a1', 'a2', 'a3', 'a4']) waits(name, claimOf(1))
    for (const name of ['b1', 'b2']) waits(name, claimOf(2))
    waits('c1', claimOf(3))
    expect(served()).toBe('a1 b1 c1 a2 b2 a3 a4')
  })

  it('goes by groups first, however many users one has', () => {
    const { waits, claimOf, served } = aQueue()
    for (const user of [1, 2, 3]) waits(`many${user}`, claimOf(user, 'many'))
    for (const name of ['one1', 'one2', 'one3']) waits(name, claimOf(9, 'one'))
    expect(served()).toBe('many1 one1 many2 one2 many3 one3')
  })

  it('counts the tokens of a running call as planned, then those it used, half of them after a minute', () => {
    const { use, waits, claimOf, served } = aQueue()
    const large = claimOf(1, 'staff', 1000)
    use.begin(large, 0)
    use.begin(claimOf(2, 'staff', 300), 0)
    expect(use.ofGroup('staff', 60_000)).toBe(1300)
    use.end(large, 400, 0)
    expect(use.ofUser('staff', 1, 0)).toBe(400)
    waits('a', claimOf(1))
    waits('b', claimOf(2))
    expect(served(0)).toBe('b a')
    waits('a', claimOf(1))
    waits('b', claimOf(2))
    expect([use.ofUser('staff', 1, 60_000), use.ofUser('staff', 2, 60_000)]).toEqual([300, 400])
    expect(served(60_000)).toBe('a b')
    use.correct(large, 100 - 400, 0)
    expect(use.ofUser('staff', 1, 0)).toBe(300)
  })

  it('passes nobody over for too long, and gives such users every second turn at most', () => {
    const { use, waits, claimOf, served } = aQueue()
    use.begin(claimOf(1, 'staff', 1_000_000), 0)
    for (const name of ['heavy1', 'heavy2']) waits(name, claimOf(1), 15_000)
    for (const name of ['b1', 'b2', 'b3']) waits(name, claimOf(2), 60_000)
    expect(served(20_000)).toBe('heavy1 b1 b2 b3 heavy2')
  })

  it('forgets calls that leave', () => {
    const { queue, waits, claimOf, served } = aQueue()
    waits('a', claimOf(1))
    const leaving = waits('b', claimOf(2))
    waits('c', claimOf(3))
    queue.delete(leaving)
    queue.delete(leaving)
    expect(queue.size).toBe(2)
    expect(served()).toBe('a c')
    expect(queue.next(0)).toBeUndefined()
  })

  it('is told before it happens', () => {
    const { use, queue, waits, claimOf, served } = aQueue()
    use.begin(claimOf(1, 'staff', 150), 0)
    for (const name of ['a1', 'a2', 'a3']) waits(name, claimOf(1))
    for (const name of ['b1', 'b2', 'b3']) waits(name, claimOf(2))
    waits('x', claimOf(7, 'guests'))
    const told = [...queue.order(0)].map(({ name }) => name).join(' ')
    expect(told).toBe('x b1 b2 a1 b3 a2 a3')
    expect(served()).toBe(told)
  })

  it('makes the newest call of whoever has most of them yield, unless that would only turn the tables', () => {
    const { queue, waits, claimOf } = aQueue()
    for (const name of ['a1', 'a2', 'a3']) waits(name, claimOf(1))
    waits('b1', claimOf(2))
    expect(queue.yielding(claimOf(3))?.name).toBe('a3')
    expect(queue.yielding(claimOf(2))?.name).toBe('a3')
    expect(queue.yielding(claimOf(1))).toBeUndefined()
    waits('b2', claimOf(2))
    expect(queue.yielding(claimOf(2))).toBeUndefined()
  })

  it('keeps nothing of users of long ago', () => {
    const { use, claimOf } = aQueue()
    for (let userId = 0; userId < 1000; userId++) {
      use.begin(claimOf(userId), 0)
      use.end(claimOf(userId), 50, 0)
    }
    use.begin(claimOf(2000), 3_600_000)
    expect(use.size).toBe(1)
  })
})

interface Sim {
  users: { id: number; group: string; everyMs: number; tokens: () => number }[]
  slots: number
  holdMs: () => number
  maxWaitMs: number
  maxLength: number
  forMs: number
}

/** Reproducible random numbers (mulberry32). */
function randomly(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Plays an upstream for a while. Calls that wait too long leave; those that find the queue full may make another yield. */
function play({ users, slots, holdMs, maxWaitMs, maxLength, forMs }: Sim, random: () => number) {
  const use = new RecentUse()
  const queue = new FairQueue<Waiting & { real: number }>(use)
  const tokens = new Map(users.map(({ id }) => [id, 0]))
  const longest = new Map(users.map(({ id }) => [id, 0]))
  const lastServed = new Map(users.map(({ id }) => [id, 0]))
  const events: { at: number; happens: () => void }[] = []
  const at = (time: number, happens: () => void) => {
    let place = events.length
    while (place > 0 && (events[place - 1]?.at ?? 0) > time) place--
    events.splice(place, 0, { at: time, happens })
  }
  let now = 0
  let running = 0
  const fill = () => {
    while (running < slots && queue.size > 0) {
      const call = queue.next(now)
      if (!call) return
      const { claim, real, since } = call
      running++
      use.begin(claim, now)
      longest.set(claim.userId, Math.max(longest.get(claim.userId) ?? 0, now - Math.max(since, lastServed.get(claim.userId) ?? 0)))
      lastServed.set(claim.userId, now)
      at(now + holdMs(), () => {
        running--
        use.end(claim, real, now)
        tokens.set(claim.userId, (tokens.get(claim.userId) ?? 0) + real)
        fill()
      })
    }
  }
  for (const { id, group, everyMs, tokens: planned } of users) {
    const comes = () => {
      const claim = { group, userId: id, tokens: planned() }
      const call = { claim, since: now, patienceMs: maxWaitMs / 2, real: Math.ceil(claim.tokens * random()) }
      const yielding = queue.size < maxLength ? undefined : queue.yielding(claim)
      if (yielding) queue.delete(yielding)
      if (queue.size < maxLength) {
        queue.add(call)
        at(now + maxWaitMs, () => queue.delete(call))
      }
      fill()
      at(now + everyMs * (0.5 + random()), comes)
    }
    at(everyMs * random(), comes)
  }
  while ((events[0]?.at ?? forMs) < forMs) {
    const event = events.shift()
    now = event?.at ?? forMs
    event?.happens()
  }
  return { tokens: [...tokens.values()], longest: [...longest.values()] }
}

/** Jain's index: 1 when all have the same, 1/n when one has everything. */
const jain = (given: number[]): number =>
  given.reduce((sum, one) => sum + one, 0) ** 2 / (given.length * given.reduce((sum, one) => sum + one ** 2, 0))

describe.each([1, 2, 3])('an hour at an upstream that is overloaded (seed %i)', (seed) => {
  const random = randomly(seed)
  // Four slots serve a call each 1.25 s; ten users, of whom each asks for more than a tenth of that and one for ten times as much.
  const hour = { slots: 4, holdMs: () => 2000 + 6000 * random(), maxWaitMs: 30_000, maxLength: 200, forMs: 3_600_000 }
  const tokens = () => 200 + Math.ceil(1800 * random())
  const user = (id: number, everyMs = 8000) => ({ id, group: 'default', everyMs, tokens })

  it('is fair among equal users, though one asks for ten times as much', () => {
    const { tokens: given } = play({ ...hour, users: [user(0, 800), ...Array.from({ length: 9 }, (_, i) => user(i + 1))] }, random)
    expect(jain(given)).toBeGreaterThan(0.95)
  })

  it('is fair in tokens where calls may wait long, though those of one come to ten times as many', () => {
    const large = { ...user(0), tokens: () => 10 * tokens() }
    const users = [large, ...Array.from({ length: 9 }, (_, i) => user(i + 1, 4000))]
    expect(jain(play({ ...hour, maxWaitMs: 600_000, users }, random).tokens)).toBeGreaterThan(0.95)
  })

  it('is fair among equal users though the queue is as short as they are many', () => {
    const users = [user(0, 800), ...Array.from({ length: 9 }, (_, i) => user(i + 1))]
    expect(jain(play({ ...hour, maxLength: 10, users }, random).tokens)).toBeGreaterThan(0.95)
  })

  it('starves nobody: no user waits longer than a call may wait before one of its calls is served', () => {
    const heavy = { ...user(0, 800), tokens: () => 1_000_000 }
    const { longest } = play({ ...hour, users: [heavy, ...Array.from({ length: 9 }, (_, i) => user(i + 1, 4000))] }, random)
    expect(Math.max(...longest)).toBeLessThan(30_000)
  })

  it('gives a user alone all of it', () => {
    const { tokens: given } = play({ ...hour, users: [user(0, 100)] }, random)
    const calls = (hour.forMs / 5000) * hour.slots
    expect(given[0]).toBeGreaterThan(calls * 550 * 0.9)
  })
})
