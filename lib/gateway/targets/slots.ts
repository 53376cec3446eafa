import 'server-only'
import { once } from '@/lib/once'
import type { Signal } from '@/lib/signal'
import { FairQueue, type Waiting } from './fair-queue'
import { RecentUse, type SlotClaim } from './recent-use'

/** One of the calls at once that an upstream may have. */
export interface Slot {
  upstream: string
  /** Gives the slot back, once. `tokens`: what the call used; without them it counts as planned until `used` tells. */
  release(tokens?: number): void
  /** What a call used that has given its slot back. */
  used(tokens: number): void
}

/** Where a waiting call stands. */
export interface QueuePlace {
  position: number
  length: number
  /** How long it will probably wait, in milliseconds; null while no call has ended yet. */
  waitMs: number | null
}

interface Waiter extends Waiting {
  settled: boolean
  grant(upstream: string): void
  /** Its place at this upstream went to somebody else. */
  lose(upstream: string): void
}

interface Line {
  running: number
  limit: number | null
  use: RecentUse
  queue: FairQueue<Waiter>
  /** The smoothed time for which calls that are served hold a slot; 0 when unknown. */
  heldMs: number
  places: { at: number; of: Map<Waiter, number> }
}

export interface QueueSettings {
  queueMaxSeconds: number
  queueMaxLength: number
}

/** How long places in a queue are told before they are worked out again. */
const placesMs = 500

const lines = () => once('gateway.slots', () => new Map<string, Line>())

function lineOf({ id, concurrency }: Upstream): Line {
  let line = lines().get(id)
  if (!line) {
    const use = new RecentUse()
    line = { running: 0, limit: concurrency, use, queue: new FairQueue(use), heldMs: 0, places: { at: Number.NaN, of: new Map() } }
    lines().set(id, line)
  }
  if (line.limit !== concurrency) {
    line.limit = concurrency
    serveNext(id, line)
  }
  return line
}

const hasRoom = (line: Line): boolean => line.limit === null || line.running < line.limit

function taken(id: string, line: Line, claim: SlotClaim): Slot {
  line.running++
  // Where there is no limit nobody waits, so nothing is counted.
  const from = line.limit === null ? undefined : performance.now()
  if (from !== undefined) line.use.begin(claim, from)
  let held = true
  return {
    upstream: id,
    release(tokens) {
      if (!held) return
      held = false
      line.running--
      if (from !== undefined) {
        const now = performance.now()
        line.use.end(claim, tokens ?? claim.tokens, now)
        // An attempt that failed at once says nothing about how long the next one takes.
        if (tokens !== 0) line.heldMs = line.heldMs === 0 ? now - from : line.heldMs * 0.8 + (now - from) * 0.2
      }
      serveNext(id, line)
    },
    used(tokens) {
      if (from !== undefined) line.use.correct(claim, tokens - claim.tokens, performance.now())
    },
  }
}

function serveNext(id: string, line: Line): void {
  while (line.queue.size > 0 && hasRoom(line)) {
    const waiter = line.queue.next(performance.now())
    if (waiter && !waiter.settled) waiter.grant(id)
  }
}

interface Upstream {
  id: string
  concurrency: number | null
}

/** Returns a slot, or undefined when the upstream is full or others already wait for it. */
export function slotNow(upstream: Upstream, claim: SlotClaim): Slot | undefined {
  const line = lineOf(upstream)
  return hasRoom(line) && line.queue.size === 0 ? taken(upstream.id, line, claim) : undefined
}

/** The lines in which the call may wait. Where all are full, another call may have to give up its place for it. */
function openTo(claim: SlotClaim, upstreams: Upstream[], { queueMaxLength }: QueueSettings): Map<string, Line> {
  const all = upstreams.map((upstream) => [upstream.id, lineOf(upstream)] as const)
  const open = new Map(all.filter(([, line]) => line.queue.size < queueMaxLength))
  if (open.size > 0 || queueMaxLength === 0) return open
  for (const [id, line] of all) {
    const yielding = line.queue.yielding(claim)
    if (!yielding) continue
    yielding.lose(id)
    return open.set(id, line)
  }
  return open
}

/** `queued` is called once, when the call has waited for a second; its place can be asked for from then on. */
export interface Wait {
  claim: SlotClaim
  signal: Signal
  queued?: ((place: () => QueuePlace | undefined) => void) | undefined
}

const quietMs = 1000

/**
 * Waits for the first free slot at any of these full upstreams. Undefined when the queues are full, the time is up or the caller leaves.
 */
export function waitForSlot(upstreams: Upstream[], { claim, signal, queued }: Wait, settings: QueueSettings): Promise<Slot | undefined> {
  if (settings.queueMaxSeconds <= 0 || signal.aborted) return Promise.resolve(undefined)
  const open = openTo(claim, upstreams, settings)
  if (open.size === 0) return Promise.resolve(undefined)
  const maxMs = settings.queueMaxSeconds * 1000
  return new Promise((resolve) => {
    const end = (slot: Slot | undefined) => {
      waiter.settled = true
      clearTimeout(timer)
      clearTimeout(telling)
      signal.removeEventListener('abort', leave)
      for (const line of open.values()) line.queue.delete(waiter)
      resolve(slot)
    }
    const leave = () => end(undefined)
    const waiter: Waiter = {
      claim,
      since: performance.now(),
      patienceMs: maxMs / 2,
      settled: false,
      grant(id) {
        const line = open.get(id)
        if (line) end(taken(id, line, claim))
      },
      lose(id) {
        open.get(id)?.queue.delete(waiter)
        open.delete(id)
        if (open.size === 0) leave()
      },
    }
    const timer = setTimeout(leave, maxMs)
    const telling = queued && setTimeout(() => queued(() => (waiter.settled ? undefined : bestPlace([...open.values()], waiter))), quietMs)
    signal.addEventListener('abort', leave)
    for (const line of open.values()) line.queue.add(waiter)
  })
}

/** The time until the call at this position has a slot, by how long slots were held lately. */
function waitAt({ limit, heldMs }: Line, position: number): number | null {
  if (limit === null) return 0
  return heldMs === 0 ? null : (position * heldMs) / Math.max(1, limit)
}

function bestPlace(open: Line[], waiter: Waiter): QueuePlace | undefined {
  const places = open.map((line) => {
    const position = positionOf(line, waiter)
    return { position, length: line.queue.size, waitMs: waitAt(line, position) }
  })
  return places.sort(
    (a, b) => (a.waitMs ?? Number.POSITIVE_INFINITY) - (b.waitMs ?? Number.POSITIVE_INFINITY) || a.position - b.position,
  )[0]
}

function positionOf(line: Line, waiter: Waiter): number {
  const now = performance.now()
  if (!(now - line.places.at < placesMs && line.places.of.has(waiter))) {
    let position = 0
    line.places = { at: now, of: new Map() }
    for (const each of line.queue.order(now)) line.places.of.set(each, ++position)
  }
  return Math.min(line.places.of.get(waiter) ?? Number.POSITIVE_INFINITY, line.queue.size)
}

export function occupancy(upstream: string): { running: number; waiting: number } {
  const line = lines().get(upstream)
  return { running: line?.running ?? 0, waiting: line?.queue.size ?? 0 }
}

/** How long a call that comes now will probably wait here, in milliseconds; null while no call has ended yet. */
export function expectedWait(upstream: string): number | null {
  const line = lines().get(upstream)
  return !line || (hasRoom(line) && line.queue.size === 0) ? 0 : waitAt(line, line.queue.size + 1)
}
