/** The state of one breaker: closed while `openUntil` is 0, open until that time, and afterwards decided by one probe at a time. */
export interface Circuit {
  /** The latest failures, oldest first. A success empties the list. */
  failures: { at: number; by: number | null }[]
  openUntil: number
  /** While a probe is under way no other begins before this time, so that a slow one does not keep others out for long. */
  probeUntil: number
}

export const closedCircuit = (): Circuit => ({ failures: [], openUntil: 0, probeUntil: 0 })

const whileProbingMs = 1000

/** Milliseconds until it may be tried; 0 means now. While a probe is under way others wait for its result. */
export function waitOfCircuit({ openUntil, probeUntil }: Circuit, now: number): number {
  if (openUntil > now) return openUntil - now
  return openUntil > 0 && probeUntil > now ? whileProbingMs : 0
}

export const isHalfOpen = ({ openUntil }: Circuit, now: number): boolean => openUntil > 0 && openUntil <= now

export function beginProbe(circuit: Circuit, windowMs: number, now: number): void {
  if (isHalfOpen(circuit, now)) circuit.probeUntil = now + windowMs
}

/** Counts a failure; of one user (`by`) only the latest. Opens when so many lie within the window. */
export function countFailure(circuit: Circuit, by: number | null, enough: number, windowMs: number, now: number): void {
  circuit.probeUntil = 0
  if (circuit.openUntil > now) return
  circuit.failures = circuit.failures.filter((each) => each.at > now - windowMs && (by === null || each.by !== by))
  circuit.failures.push({ at: now, by })
  if (circuit.failures.length >= enough) circuit.openUntil = now + windowMs
}

export function close(circuit: Circuit): void {
  if (circuit.failures.length > 0) circuit.failures = []
  circuit.openUntil = 0
  circuit.probeUntil = 0
}
