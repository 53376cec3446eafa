import { describe, expect, it } from 'vitest'
import { occupancy, slotNow, waitForSlot } from './slots'

const settings = { queueMaxSeconds: 5, queueMaxLength: 2 }
const signal = new AbortController().signal

describe('places at an upstream', () => {
  it('are given first come first served, and nobody overtakes the queue', async () => {
    const upstream = { id: 'one', concurrency: 1 }
    const first = slotNow(upstream)
    const order: string[] = []
    const waits = ['b', 'c'].map(async (name) => {
      const slot = await waitForSlot([upstream], settings, signal)
      order.push(name)
      return slot
    })
    expect(occupancy('one')).toEqual({ running: 1, waiting: 2 })
    expect(await waitForSlot([upstream], settings, signal)).toBeUndefined()
    first?.release()
    first?.release()
    expect(slotNow(upstream)).toBeUndefined()
    ;(await waits[0])?.release()
    ;(await waits[1])?.release()
    expect(order).toEqual(['b', 'c'])
    expect(occupancy('one')).toEqual({ running: 0, waiting: 0 })
  })

  it('are taken wherever one becomes free, and the other queues forget the caller', async () => {
    const both = [
      { id: 'left', concurrency: 1 },
      { id: 'right', concurrency: 1 },
    ]
    const held = both.map((upstream) => slotNow(upstream))
    const wait = waitForSlot(both, settings, signal)
    held[1]?.release()
    expect((await wait)?.upstream).toBe('right')
    expect(occupancy('left')).toEqual({ running: 1, waiting: 0 })
  })

  it('are not kept for callers who leave or whose time is up', async () => {
    const upstream = { id: 'busy', concurrency: 1 }
    slotNow(upstream)
    const leaving = new AbortController()
    const wait = waitForSlot([upstream], settings, leaving.signal)
    leaving.abort()
    expect(await wait).toBeUndefined()
    expect(await waitForSlot([upstream], { ...settings, queueMaxSeconds: 0.02 }, signal)).toBeUndefined()
    expect(occupancy('busy')).toEqual({ running: 1, waiting: 0 })
  })

  it('become more at once when an operator raises the limit', async () => {
    slotNow({ id: 'grows', concurrency: 1 })
    const wait = waitForSlot([{ id: 'grows', concurrency: 1 }], settings, signal)
    slotNow({ id: 'grows', concurrency: 2 })
    expect(await wait).toBeDefined()
  })
})
