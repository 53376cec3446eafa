const quoted = /["'`“‘«].*["'`”’»]/s
const longest = 200
const mostFrames = 12
/** The language's own errors and zod's put what they were given into their words, with and without quotes. */
const repeatsInput = new Set(['SyntaxError', 'TypeError', 'RangeError', 'URIError', 'ZodError', '$ZodError'])
const harmless = /^Cannot read properties of (undefined|null)|^fetch failed$/

/** SQLSTATE, Prisma's and Node's codes, names of errors, tables and constraints. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w$.-]{1,64}$/.test(value)

/** Kind and first line. PostgreSQL and most libraries quote there what somebody has sent. */
function wordsOf({ name, message }: Error): string {
  const kind = isName(name) ? name : 'Error'
  if (repeatsInput.has(kind)) return `${kind}: ${harmless.exec(message)?.[0] ?? '…'}`
  const [line = ''] = message.trim().split('\n', 1)
  return `${kind}: ${line.replace(quoted, '…').slice(0, longest)}`
}

/** Where in the code it happened. The message stands before that, and may itself look like such lines. */
function framesOf({ stack = '', message }: Error): string | undefined {
  const at = stack.indexOf(message)
  if (at < 0) return undefined
  const frames = stack
    .slice(at + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return frames.slice(0, mostFrames).join('\n') || undefined
}

/**
 * What the log may say of an error that nobody planned: its kind and code, where it happened, and its words as far as they
 * repeat nothing that a stranger may have sent.
 */
export function errorFacts(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown }
  const stack = framesOf(error)
  return {
    error: wordsOf(error),
    ...(isName(code) && { code }),
    ...(isName(constraint) && { constraint }),
    ...(isName(table) && { table }),
    ...(error.cause instanceof Error && { cause: wordsOf(error.cause) }),
    ...(stack && { stack }),
  }
}
