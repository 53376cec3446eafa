import { loggable } from './loggable'
import { once } from './once'

type Level = 'debug' | 'info' | 'warn' | 'error'
const order: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 }
const threshold = once<{ level: Level }>('log', () => ({ level: 'info' }))

export function setLogLevel(level: Level): void {
  threshold.level = level
}

/**
 * Writes one line of JSON to standard error: time, level, message, and `facts`. `message` is a sentence that is written out at the call.
 * Errors may be given unchanged. Prompts, answers, secrets, whole keys and the words of upstreams must not be given. It never throws, and a
 * line stays below 16 KiB.
 */
export function log(level: Level, message: string, facts: Record<string, unknown> = {}): void {
  if (order[level] < order[threshold.level]) return
  const told = loggable(facts)
  console.error(JSON.stringify({ time: new Date().toISOString(), level, message, ...(Object.keys(told).length > 0 && { facts: told }) }))
}

/**
 * Next and libraries print errors with everything that is attached to them, such as the row that PostgreSQL refused. After this call such
 * errors are logged as ours are.
 */
export const logPrintedErrors = (): void =>
  once('log.printed', () => {
    for (const method of ['error', 'warn', 'log'] as const) {
      const print = console[method].bind(console)
      console[method] = (...printed: unknown[]) => {
        const error = printed.find((each) => each instanceof Error)
        if (error) log('error', 'an error was printed', { error })
        else print(...printed)
      }
    }
  })
