import { isAppError } from './errors'

/** The parts of an error that a log may contain. */
export interface LoggedError {
  name: string
  code?: string | number
  /** PostgreSQL's code, where Prisma wraps the error. */
  sqlState?: string
  message?: string
  /** The stack without the message before it. */
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
/** The codes of undici whose messages are safe. Others may quote a header, a body or an argument. */
const undici = /^UND_ERR_(CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|HEADERS_OVERFLOW|SOCKET|CLOSED|DESTROYED|ABORTED)$/
/**
 * Classes of SQLSTATE whose sentences name only tables, constraints and users of the database. Class 22 quotes values, 42601 quotes what
 * could not be parsed, and P0 may contain anything.
 */
const postgres = /^(?!42601)(08|0A|23|25|26|28|3D|40|42|53|54|55|57|58|XX)[0-9A-Z]{3}$/

const mostFrames = 8

/** An error's own words are logged only for a fixed list of kinds, which cannot quote a prompt, an answer, a row or a secret. */
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
  // Our own errors name in `cause` what the log should know; nothing else does.
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

/** The part of a stack after the message. It is empty when the message was changed since, so that no message is taken for a place. */
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

/** Prisma puts the driver's error into the facts of its own. */
function sqlStateOf(error: Error): string | undefined {
  const { meta, cause } = error as { meta?: { driverAdapterError?: { cause?: unknown } }; cause?: unknown }
  const { originalCode } = ((meta?.driverAdapterError?.cause ?? cause) as { originalCode?: unknown } | undefined) ?? {}
  return typeof originalCode === 'string' && /^[0-9A-Z]{5}$/.test(originalCode) ? originalCode : undefined
}
