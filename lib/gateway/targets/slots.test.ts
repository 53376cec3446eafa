import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { expectedWait, occupancy, type QueuePlace, slotNow, waitForSlot } from './slots'

const settings = { queueMaxSeconds: 5, queueMaxLength: 2 }
const { signal } = new AbortController()
const claimOf = (userId: number) => ({ group: 'grp_1', userId, tokens: 100 })
const claim = claimOf(1)

describe('places at an upstream', () => {
  it('are given to one user first come first served, and nobody overtakes the queue', async () => {
    const upstream = { id: 'one', concurrency: 1 }
    const first = slotNow(upstream, claim)
    const order: string[] = []
    const waits = ['b', 'c'].map(async (name) => {
      const slot = await waitForSlot([upstream], { claim, signal }, settings)
      order.push(name)
      return slot
    })
    expect(occupancy('one')).toEqual({ running: 1, waiting: 2 })
    expect(await waitForSlot([upstream], { claim, signal }, settings)).toBeUndefined()
    first?.release()
    first?.release()
    expect(slotNow(upstream, claim)).toBeUndefined()
    ;(await waits[0])?.release()
    ;(await waits[1])?.release()
    expect(order).toEqual(['b', 'c'])
    expect(occupancy('one')).toEqual({ running: 0, waiting: 0 })
  })

  it('are given in turn to users who ask for many at once', async () => {
    const upstream = { id: 'turns', concurrency: 1 }
    const first = slotNow(upstream, claimOf(0))
    const order: number[] = []
    const all = [1, 1, 1, 1, 2, 2, 3].map(async (userId) => {
      const slot = await waitForSlot([upstream], { claim: claimOf(userId), signal }, { ...settings, queueMaxLength: 10 })
      order.push(userId)
      slot?.release()
      slot?.used(100)
    })
    first?.release(0)
    await Promise.all(all)
    expect(order).toEqual([1, 2, 3, 1, 2, 1, 1])
  })

  it('are taken wherever one becomes free, and the other queues forget the caller', async () => {
    const both = [
      { id: 'left', concurrency: 1 },
      { id: 'right', concurrency: 1 },
    ]
    const held = both.map((upstream) => slotNow(upstream, claim))
    const wait = waitForSlot(both, { claim, signal }, settings)
    held[1]?.release()
    expect((await wait)?.upstream).toBe('right')
    expect(occupancy('left')).toEqual({ running: 1, waiting: 0 })
  })

  it('are not kept for callers who leave or whose time is up', async () => {
    const upstream = { id: 'busy', concurrency: 1 }
    slotNow(upstream, claim)
    const leaving = new AbortController()
    const wait = waitForSlot([upstream], { claim, signal: leaving.signal }, settings)
    leaving.abort()
    expect(await wait).toBeUndefined()
    expect(await waitForSlot([upstream], { claim, signal }, { ...settings, queueMaxSeconds: 0.02 })).toBeUndefined()
    expect(occupancy('busy')).toEqual({ running: 1, waiting: 0 })
  })

  it('become more at once when an operator raises the limit, fewer as they are given back when it is lowered', async () => {
    const first = slotNow({ id: 'grows', concurrency: 1 }, claim)
    const wait = waitForSlot([{ id: 'grows', concurrency: 1 }], { claim, signal }, settings)
    slotNow({ id: 'grows', concurrency: 2 }, claim)
    const second = await wait
    expect(second).toBeDefined()
    const third = waitForSlot([{ id: 'grows', concurrency: 1 }], { claim, signal }, settings)
    first?.release()
    expect(occupancy('grows')).toEqual({ running: 1, waiting: 1 })
    second?.release()
    expect(await third).toBeDefined()
    slotNow({ id: 'grows', concurrency: null }, claim)
    expect(occupancy('grows').running).toBe(2)
  })

  it('in a full queue go to a user who has fewer, from the newest call of whoever has most', async () => {
    const upstream = { id: 'full', concurrency: 1 }
    const first = slotNow(upstream, claimOf(0))
    const mine = [0, 1].map(() => waitForSlot([upstream], { claim, signal }, settings))
    const other = waitForSlot([upstream], { claim: claimOf(2), signal }, settings)
    expect(await mine[1]).toBeUndefined()
    expect(occupancy('full')).toEqual({ running: 1, waiting: 2 })
    expect(await waitForSlot([upstream], { claim: claimOf(3), signal }, settings)).toBeUndefined()
    first?.release()
    ;(await mine[0])?.release()
    expect(await other).toBeDefined()
  })
})

describe('the wait at an upstream', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is told from how long slots were held, and to who waits for a second', async () => {
    const upstream = { id: 'told', concurrency: 2 }
    const first = slotNow(upstream, claim)
    expect(expectedWait('told')).toBe(0)
    const second = slotNow(upstream, claim)
    expect(expectedWait('told')).toBeNull()
    await vi.advanceTimersByTimeAsync(8000)
    first?.release()
    const third = slotNow(upstream, claim)
    expect(expectedWait('told')).toBe(4000)

    const places: (() => QueuePlace | undefined)[] = []
    const long = { ...settings, queueMaxSeconds: 600, queueMaxLength: 10 }
    const wait = (userId: number) =>
      waitForSlot([upstream], { claim: claimOf(userId), signal, queued: (place) => places.push(place) }, long)
    const waits = [wait(1), wait(1), wait(2)]
    await vi.advanceTimersByTimeAsync(900)
    expect(places).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(places.map((place) => place())).toEqual([
      { position: 2, length: 3, waitMs: 8000 },
      { position: 3, length: 3, waitMs: 12_000 },
      { position: 1, length: 3, waitMs: 4000 },
    ])
    expect(expectedWait('told')).toBe(16_000)
    second?.release()
    const fourth = await waits[2]
    expect(places[2]?.()).toBeUndefined()
    third?.release()
    ;(await waits[0])?.release()
    ;(await waits[1])?.release()
    fourth?.release()
    expect(vi.getTimerCount()).toBe(0)
    expect(expectedWait('told')).toBe(0)
  })

  it('is nothing where there is no limit, or nobody has called yet', () => {
    slotNow({ id: 'free', concurrency: null }, claim)
    expect([expectedWait('free'), expectedWait('never')]).toEqual([0, 0])
  })
})
