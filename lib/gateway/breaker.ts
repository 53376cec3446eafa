import 'server-only'
import { once } from '@/lib/once'

/** What is known of one target's health in this process. Times by the monotonic clock, in milliseconds. */
export interface Health {
  /** When it failed lately; emptied by a success. */
  failures: number[]
  /** Closed while 0 or past; then one probe decides. */
  openUntil: number
  probing: boolean
  /** The upstream asked for rest (429 with Retry-After). */
  restUntil: number
  lastFailure: { time: Date; reason: string; status: number | null } | null
  lastSuccess: Date | null
  /** Smoothed time to the first content or whole answer; 0: unknown. */
  latencyMs: number
}

export interface BreakerSettings {
  breakerFailures: number
  breakerSeconds: number
}

const all = () => once('gateway.health', () => new Map<string, Health>())

function healthOf(target: string): Health {
  let health = all().get(target)
  if (!health) {
    health = { failures: [], openUntil: 0, probing: false, restUntil: 0, lastFailure: null, lastSuccess: null, latencyMs: 0 }
    all().set(target, health)
  }
  return health
}

export const healthReport = (target: string): Readonly<Health> | undefined => all().get(target)

/** Milliseconds until the target may be tried; 0: now. While a probe is under way others wait for its outcome. */
export function waitOf(target: string, now = performance.now()): { open: number; rest: number } {
  const health = all().get(target)
  if (!health) return { open: 0, rest: 0 }
  const open = health.openUntil === 0 ? 0 : health.openUntil > now ? health.openUntil - now : health.probing ? 1000 : 0
  return { open, rest: Math.max(0, health.restUntil - now) }
}

export function isHealthy(target: string, now = performance.now()): boolean {
  const { open, rest } = waitOf(target, now)
  return open === 0 && rest === 0
}

export const latencyOf = (target: string): number => all().get(target)?.latencyMs ?? 0

/** An attempt begins; on a half-open breaker it is the one probe. */
export function began(target: string): void {
  const health = all().get(target)
  if (health && health.openUntil > 0) health.probing = true
}

/** The first content is there: a probe has passed, though only the whole answer counts as a success. */
export function answering(target: string): void {
  const health = all().get(target)
  if (!health || health.openUntil === 0) return
  health.failures = []
  health.openUntil = 0
  health.probing = false
}

export function succeeded(target: string, latencyMs: number): void {
  const health = healthOf(target)
  if (health.failures.length > 0) health.failures = []
  health.openUntil = 0
  health.probing = false
  health.restUntil = 0
  health.lastSuccess = new Date()
  health.latencyMs = health.latencyMs === 0 ? latencyMs : health.latencyMs * 0.8 + latencyMs * 0.2
}

/** A fault of the target: connect, reset, 5xx, time-out, cut, malformed. A failed probe opens the breaker again at once. */
export function failed(target: string, reason: string, status: number | null, settings: BreakerSettings, now = performance.now()): void {
  const health = healthOf(target)
  const windowMs = settings.breakerSeconds * 1000
  health.failures = health.failures.filter((at) => at > now - windowMs)
  health.failures.push(now)
  health.lastFailure = { time: new Date(), reason, status }
  if (health.probing || health.failures.length >= settings.breakerFailures) health.openUntil = now + windowMs
  health.probing = false
}

/** Neither good nor bad: the caller left, or the upstream refused this one request. A probe that ends so decides nothing. */
export function undecided(target: string): void {
  const health = all().get(target)
  if (health) health.probing = false
}

/** Its credential or model name is wrong: no reason to open, but operators must see it. */
export function misconfigured(target: string, reason: string, status: number | null): void {
  const health = healthOf(target)
  health.probing = false
  health.lastFailure = { time: new Date(), reason, status }
}

export function rests(target: string, forMs: number, now = performance.now()): void {
  const health = healthOf(target)
  health.probing = false
  health.restUntil = Math.max(health.restUntil, now + forMs)
  health.lastFailure = { time: new Date(), reason: 'rate_limited', status: 429 }
}
