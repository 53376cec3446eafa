import 'server-only'
import { once } from '@/lib/once'
import { beginProbe, type Circuit, close, closedCircuit, countFailure, isHalfOpen, waitOfCircuit } from './breaker-circuit'
import { rememberError } from './last-errors'
import { RecentResults } from './recent-results'

/**
 * The health of one target in this process. Times are by the monotonic clock, in milliseconds. A prompt can make an upstream fail, so all
 * failures of one user count once for everybody else, and in full for that user alone.
 */
export interface Health {
  shared: Circuit
  /** The circuits by user, only of users whose calls failed lately. */
  own: Map<number, Circuit>
  /** The upstream asked for a pause (429 with Retry-After) until then. */
  restUntil: number
  lastFailure: { time: Date; reason: string; status: number | null } | null
  lastSuccess: Date | null
  /** The smoothed time to the first content or whole answer; 0 when unknown. */
  latencyMs: number
  results: RecentResults
}

export interface BreakerSettings {
  breakerFailures: number
  breakerSeconds: number
}

/** Why an attempt served nothing. `words` are the upstream's own, cleaned for operators. */
export interface Fault {
  userId: number
  reason: string
  status: number | null
  callId?: string
  words?: string | null
}

const all = () => once('gateway.health', () => new Map<string, Health>())

function healthOf(target: string): Health {
  let health = all().get(target)
  if (!health) {
    const results = new RecentResults()
    health = { shared: closedCircuit(), own: new Map(), restUntil: 0, lastFailure: null, lastSuccess: null, latencyMs: 0, results }
    all().set(target, health)
  }
  return health
}

export const healthReport = (target: string): Readonly<Health> | undefined => all().get(target)

/** Milliseconds until this user (null: any user) may try the target; 0 means now. */
export function waitOf(target: string, userId: number | null, now = performance.now()): { open: number; rest: number } {
  const health = all().get(target)
  if (!health) return { open: 0, rest: 0 }
  const { shared, own, restUntil } = health
  const mine = userId === null || own.size === 0 ? undefined : own.get(userId)
  const open = Math.max(waitOfCircuit(shared, now), mine ? waitOfCircuit(mine, now) : 0)
  return { open, rest: Math.max(0, restUntil - now) }
}

export function isHealthy(target: string, userId: number | null, now = performance.now()): boolean {
  const { open, rest } = waitOf(target, userId, now)
  return open === 0 && rest === 0
}

export const latencyOf = (target: string): number => all().get(target)?.latencyMs ?? 0

/** Notes that an attempt begins. On a half-open breaker it is the probe. */
export function began(target: string, userId: number, { breakerSeconds }: BreakerSettings, now = performance.now()): void {
  const health = all().get(target)
  if (!health) return
  beginProbe(health.shared, breakerSeconds * 1000, now)
  const mine = health.own.get(userId)
  if (mine) beginProbe(mine, breakerSeconds * 1000, now)
}

/** Notes that the first content is there: a probe has passed, but only a whole answer counts as a success. */
export function answering(target: string, userId: number): void {
  const health = all().get(target)
  if (!health) return
  if (health.shared.openUntil > 0) close(health.shared)
  if (health.own.get(userId)?.openUntil) health.own.delete(userId)
}

export function succeeded(target: string, userId: number, latencyMs: number): void {
  const health = healthOf(target)
  close(health.shared)
  if (health.own.size > 0) health.own.delete(userId)
  health.restUntil = 0
  health.lastSuccess = new Date()
  health.results.served(latencyMs, performance.now())
  health.latencyMs = health.latencyMs === 0 ? latencyMs : health.latencyMs * 0.8 + latencyMs * 0.2
}

/** These happen before a byte of the request was sent, so no prompt can cause them. */
const isNobodys = (reason: string): boolean => reason === 'connect_failed' || reason === 'connect_timeout'

/** Counts a fault of the target: connect, reset, 5xx, time-out, cut, malformed. When probes fail it opens again sooner. */
export function failed(target: string, fault: Fault, settings: BreakerSettings, now = performance.now()): void {
  const { userId, reason } = fault
  const { breakerFailures } = settings
  const windowMs = settings.breakerSeconds * 1000
  const health = healthOf(target)
  health.lastFailure = noted(target, fault)
  const probed = isHalfOpen(health.shared, now)
  const nobodys = isNobodys(reason)
  const least = nobodys ? 1 : 2
  countFailure(health.shared, nobodys ? null : userId, probed ? least : Math.max(least, breakerFailures), windowMs, now)
  const mine = ownOf(health, userId, windowMs, now)
  countFailure(mine, null, probed || isHalfOpen(mine, now) ? 1 : breakerFailures, windowMs, now)
}

/** What a check of an upstream found wrong. */
export interface Finding {
  status: number | null
  words: string | null
}

const ofChecks = 'health_check'

/**
 * Takes over what a check found. A fault opens the target at once. A success closes it when a check opened it or it could not be reached;
 * whether it serves calls that failed otherwise only a call can tell.
 */
export function checked(target: string, fault: Finding | undefined, { breakerSeconds }: BreakerSettings, now = performance.now()): void {
  const health = healthOf(target)
  const { shared, lastFailure } = health
  if (!fault) {
    if (lastFailure && (lastFailure.reason === ofChecks || isNobodys(lastFailure.reason))) close(shared)
    return
  }
  if (shared.openUntil === 0) {
    health.lastFailure = { time: new Date(), reason: ofChecks, status: fault.status }
    rememberError(target, { ...health.lastFailure, words: fault.words, callId: null })
  }
  countFailure(shared, null, 1, breakerSeconds * 1000, now)
}

/** Returns this user's own circuit. Those of users who have not failed for a while are forgotten first. */
function ownOf({ own }: Health, userId: number, windowMs: number, now: number): Circuit {
  const known = own.get(userId)
  if (known) return known
  for (const [user, { failures, openUntil }] of own) if (Math.max(failures.at(-1)?.at ?? 0, openUntil) + windowMs <= now) own.delete(user)
  const circuit = closedCircuit()
  own.set(userId, circuit)
  return circuit
}

/** Adds the fault to the target's last errors. */
function noted(target: string, { reason, status, callId, words }: Fault) {
  const time = new Date()
  // A request that was refused is its caller's fault.
  if (reason !== 'refused') healthOf(target).results.failed(performance.now())
  rememberError(target, { time, reason, status, callId: callId ?? null, words: words ?? null })
  return { time, reason, status }
}

/** Notes a result that says nothing, as when the caller left. A probe that ends so decides nothing. */
export function undecided(target: string, userId: number): void {
  const health = all().get(target)
  if (!health) return
  health.shared.probeUntil = 0
  const mine = health.own.get(userId)
  if (mine) mine.probeUntil = 0
}

/** Notes that the credential or model name is wrong. That is no reason to open, but operators must see it. */
export function misconfigured(target: string, fault: Fault): void {
  healthOf(target).lastFailure = noted(target, fault)
  undecided(target, fault.userId)
}

/** Notes that the upstream refused this request, or asked to come back later. */
export function turnedAway(target: string, fault: Fault): void {
  noted(target, fault)
  undecided(target, fault.userId)
}

export function rests(target: string, userId: number, forMs: number, now = performance.now()): void {
  const health = healthOf(target)
  health.restUntil = Math.max(health.restUntil, now + forMs)
  health.lastFailure = { time: new Date(), reason: 'rate_limited', status: 429 }
  undecided(target, userId)
}

/** Forgets that this target, or without a name any target, failed or asked for a rest. */
export function resetHealth(target?: string): void {
  for (const health of target === undefined ? all().values() : [all().get(target)]) {
    if (!health) continue
    close(health.shared)
    health.own.clear()
    health.restUntil = 0
  }
}
