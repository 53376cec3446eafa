import 'server-only'
import { once } from '@/lib/once'
import type { Signal } from '@/lib/signal'

/** One of the calls at once that an upstream may have. It is given back once. */
export interface Slot {
  upstream: string
  release(): void
}

interface Waiter {
  settled: boolean
  grant(upstream: string): void
}

interface Line {
  running: number
  limit: number | null
  waiting: Set<Waiter>
}

export interface QueueSettings {
  queueMaxSeconds: number
  queueMaxLength: number
}

const lines = () => once('gateway.slots', () => new Map<string, Line>())

function lineOf({ id, concurrency }: { id: string; concurrency: number | null }): Line {
  let line = lines().get(id)
  if (!line) {
    line = { running: 0, limit: concurrency, waiting: new Set() }
    lines().set(id, line)
  }
  if (line.limit !== concurrency) {
    line.limit = concurrency
    serveNext(id, line)
  }
  return line
}

const hasRoom = (line: Line): boolean => line.limit === null || line.running < line.limit

function taken(id: string, line: Line): Slot {
  line.running++
  let held = true
  return {
    upstream: id,
    release() {
      if (!held) return
      held = false
      line.running--
      serveNext(id, line)
    },
  }
}

/** Waiting calls are served in the order in which they came. */
function serveNext(id: string, line: Line): void {
  for (const waiter of line.waiting) {
    if (!hasRoom(line)) return
    line.waiting.delete(waiter)
    if (!waiter.settled) waiter.grant(id)
  }
}

interface Place {
  id: string
  concurrency: number | null
}

/** Returns a slot, or undefined when the upstream is full or others already wait for it. */
export function slotNow(upstream: Place): Slot | undefined {
  const line = lineOf(upstream)
  return hasRoom(line) && line.waiting.size === 0 ? taken(upstream.id, line) : undefined
}

/**
 * Waits for the first free slot at any of these full upstreams. Undefined when the queues are full, the time is up or the caller leaves.
 */
export function waitForSlot(upstreams: Place[], settings: QueueSettings, signal: Signal): Promise<Slot | undefined> {
  const open = upstreams.filter((upstream) => lineOf(upstream).waiting.size < settings.queueMaxLength)
  if (open.length === 0 || settings.queueMaxSeconds <= 0 || signal.aborted) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const end = (slot: Slot | undefined) => {
      waiter.settled = true
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      for (const { id } of open) lines().get(id)?.waiting.delete(waiter)
      resolve(slot)
    }
    const leave = () => end(undefined)
    const waiter: Waiter = {
      settled: false,
      grant(id) {
        const line = lines().get(id)
        if (line) end(taken(id, line))
      },
    }
    const timer = setTimeout(leave, settings.queueMaxSeconds * 1000)
    signal.addEventListener('abort', leave)
    for (const upstream of open) lineOf(upstream).waiting.add(waiter)
  })
}

export function occupancy(upstream: string): { running: number; waiting: number } {
  const line = lines().get(upstream)
  return { running: line?.running ?? 0, waiting: line?.waiting.size ?? 0 }
}
