import 'server-only'

const codes = new Set([
  '40001',
  '40P01',
  '55P03',
  '57014',
  // A server that has become a standby, or takes no writes for now.
  '25006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Prisma's codes for the same: not reached, timed out, closed, no connection free, no transaction begun, written by another, too many.
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
])

/**
 * Tells whether the same statement may pass later, because PostgreSQL ended it for the sake of another one, could not be reached, or lacked
 * room on its disk, memory or connections.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return codes.has(code) || /^(08|53|57P|58)/.test(code) || /connection|timeout|not queryable/i.test(error.message)
}

/** Tells whether it waited too long for a row that another connection has locked. The others of its group then need not wait with it. */
export const isLockTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03'

/** Waits before another try. The pause is 10 ms doubled by each attempt, at most 2 s, and random between half of that and all of it. */
export const backOff = (attempt: number): Promise<void> =>
  new Promise((done) => setTimeout(done, Math.min(2000, 10 * 2 ** attempt) * (0.5 + Math.random() / 2)))

/**
 * Tells whether PostgreSQL itself said that it undid the statement. After any other failure (a connection that broke, a server that ended)
 * the statement may have been committed, or may still be.
 */
export const isRolledBack = (error: unknown): boolean => error instanceof Error && 'severity' in error && error.severity === 'ERROR'
