import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import type { Planned } from '../admit/plan-call'
import { type BreakerSettings, began, waitOf } from '../targets/breaker'
import type { Candidate } from '../targets/candidate'
import type { SlotClaim } from '../targets/recent-use'
import { expectedWait, type QueueSettings, type Slot, slotNow, type Wait, waitForSlot } from '../targets/slots'

/** Why candidates were not tried; the waits are in milliseconds. */
export interface Hindrance {
  open: number[]
  rest: number[]
  /** By full upstream, how long a call would wait there; null where that is unknown. */
  full: (number | null)[]
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

// An absurd max_tokens must not keep the whole group of its user waiting.
const mostPlanned = 1_000_000

export const claimOf = ({ caller, tokens }: Planned): SlotClaim => ({
  group: caller.group.id,
  userId: caller.user.id,
  tokens: Math.min(tokens, mostPlanned),
})

/** False when an operator has switched it off while the call waited. */
const isStillOn = ({ model, target }: Candidate): boolean =>
  catalog()
    .models.get(model.id)
    ?.targets.some(({ id, enabled, upstream }) => id === target.id && enabled && upstream.enabled) ?? false

/**
 * Picks the next candidate that is healthy for this user and has a free slot, and waits for one when all are full. Undefined when nothing
 * can be tried.
 */
export async function pick(
  candidates: Candidate[],
  hindrance: Hindrance,
  wait: Wait,
  settings: QueueSettings & BreakerSettings,
): Promise<Picked | undefined> {
  const { userId } = wait.claim
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
    const slot = slotNow(candidate.target.upstream, wait.claim)
    if (slot) return taken(candidate, slot, 0)
  }
  if (healthy.length === 0) return undefined
  const from = performance.now()
  const upstreams = [...new Map(healthy.map(({ target }) => [target.upstream.id, target.upstream])).values()]
  const slot = await waitForSlot(upstreams, wait, settings)
  const queueMs = performance.now() - from
  const candidate = healthy.find(({ target }) => target.upstream.id === slot?.upstream)
  if (slot && candidate && isStillOn(candidate)) return taken(candidate, slot, queueMs)
  if (slot) {
    slot.release(0)
    const next = await pick(candidates.filter(isStillOn), hindrance, wait, settings)
    return next && { ...next, queueMs: queueMs + next.queueMs }
  }
  hindrance.full = upstreams.map(({ id }) => expectedWait(id))
  return undefined
}
