import { isAppError } from './errors'

/** What a log may hold of an error. */
export interface LoggedError {
  name: string
  code?: string | number
  /** What PostgreSQL called it, where Prisma stands in between. */
  sqlState?: string
  message?: string
  /** Where it was made, without the message that stands before it. */
  stack?: string
  cause?: unknown
}

/** Sentences of pg, which has no codes for them. */
const fixed = new Set([
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
])
/** Of undici: all others may quote a header, a body or an argument. */
const undici = /^UND_ERR_(CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|HEADERS_OVERFLOW|SOCKET|CLOSED|DESTROYED|ABORTED)$/
/**
 * Classes of SQLSTATE whose sentences name tables, constraints and users of the database. Class 22 quotes values, 42601 what could
 * not be parsed, and P0 is anybody's.
 */
const postgres = /^(?!42601)(08|0A|23|25|26|28|3D|40|42|53|54|55|57|58|XX)[0-9A-Z]{3}$/

const mostFrames = 8

/** An error's own words are told only where they cannot quote a prompt, an answer, a row or a secret: those of a fixed list of kinds. */
export function loggedError(error: Error): LoggedError {
  const { name, message, cause, stack } = error
  const { code } = error as { code?: unknown }
  const known: LoggedError = { name: /^[A-Za-z_$][\w$.]{0,59}$/.test(name) ? name : 'Error' }
  if (typeof code === 'number' || (typeof code === 'string' && /^[\w.]{1,60}$/.test(code))) known.code = code
  const sqlState = sqlStateOf(error)
  if (sqlState !== undefined) known.sqlState = sqlState
  if (quotesNothing(error)) known.message = message
  const frames = framesOf(stack, name, message)
  if (frames !== '') known.stack = frames
  // Ours say there what the log should know, and nothing else does.
  if (cause instanceof Error || (typeof cause === 'string' && isAppError(error))) known.cause = cause
  return known
}

function quotesNothing(error: Error & { code?: unknown; syscall?: unknown; errno?: unknown; severity?: unknown }): boolean {
  const { code, syscall, errno, severity, message } = error
  if (fixed.has(message)) return true
  if (typeof code !== 'string') return false
  if (typeof syscall === 'string' && typeof errno === 'number') return /^E[A-Z0-9_]+$/.test(code)
  return undici.test(code) || (typeof severity === 'string' && postgres.test(code))
}

/** What stands in a stack after the message; nothing where the message was changed since, so that none passes for a place. */
function framesOf(stack: unknown, name: string, message: unknown): string {
  if (typeof stack !== 'string' || typeof message !== 'string') return ''
  const at = message === '' ? (stack.startsWith(`${name}\n`) ? 0 : -1) : stack.indexOf(message)
  if (at < 0) return ''
  const frames = stack.slice(at + message.length).match(/^ +at .+$/gm) ?? []
  return frames
    .slice(0, mostFrames)
    .map((frame) => frame.trim().slice(0, 200))
    .join('\n')
}

/** Prisma hides the driver's error in the facts of its own. */
function sqlStateOf(error: Error): string | undefined {
  const { meta, cause } = error as { meta?: { driverAdapterError?: { cause?: unknown } }; cause?: unknown }
  const { originalCode } = ((meta?.driverAdapterError?.cause ?? cause) as { originalCode?: unknown } | undefined) ?? {}
  return typeof originalCode === 'string' && /^[0-9A-Z]{5}$/.test(originalCode) ? originalCode : undefined
}
