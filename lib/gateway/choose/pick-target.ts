import 'server-only'
import type { Signal } from '@/lib/signal'
import { type BreakerSettings, began, waitOf } from '../targets/breaker'
import type { Candidate } from '../targets/candidate'
import { type QueueSettings, type Slot, slotNow, waitForSlot } from '../targets/slots'

/** Why candidates were not tried; the waits are in milliseconds. */
export interface Hindrance {
  open: number[]
  rest: number[]
  full: boolean
}

export interface Picked {
  candidate: Candidate
  slot: Slot
  queueMs: number
  /** When the current attempt began, by the monotonic clock. */
  triedAt: number
  /** How long the upstream took to answer or fail, in milliseconds. */
  tookMs: number
}

/**
 * Picks the next candidate that is healthy for this user and has a free slot, and waits for one when all are full. Undefined when nothing
 * can be tried.
 */
export async function pick(
  candidates: Candidate[],
  hindrance: Hindrance,
  userId: number,
  settings: QueueSettings & BreakerSettings,
  signal: Signal,
): Promise<Picked | undefined> {
  const healthy = candidates.filter(({ target }) => {
    const { open, rest } = waitOf(target.id, userId)
    if (open > 0) hindrance.open.push(open)
    else if (rest > 0) hindrance.rest.push(rest)
    return open === 0 && rest === 0
  })
  const taken = (candidate: Candidate, slot: Slot, queueMs: number): Picked => {
    began(candidate.target.id, userId, settings)
    return { candidate, slot, queueMs, triedAt: performance.now(), tookMs: 0 }
  }
  for (const candidate of healthy) {
    const slot = slotNow(candidate.target.upstream)
    if (slot) return taken(candidate, slot, 0)
  }
  if (healthy.length === 0) return undefined
  const from = performance.now()
  const upstreams = [...new Map(healthy.map(({ target }) => [target.upstream.id, target.upstream])).values()]
  const slot = await waitForSlot(upstreams, settings, signal)
  const candidate = healthy.find(({ target }) => target.upstream.id === slot?.upstream)
  if (slot && candidate) return taken(candidate, slot, performance.now() - from)
  hindrance.full = true
  return undefined
}
