import { loggable } from './loggable'
import { once } from './once'

type Level = 'debug' | 'info' | 'warn' | 'error'
const order: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 }
const threshold = once<{ level: Level }>('log', () => ({ level: 'info' }))

export function setLogLevel(level: Level): void {
  threshold.level = level
}

/**
 * One line of JSON on standard error: time, level, message, and whatever else is known under `facts`. `message` is a sentence
 * of ours, written out where it is logged. Errors may be given as they are; prompts, answers, secrets, whole keys and the words
 * of upstreams never. It never throws, and a line stays below 16 KiB.
 */
export function log(level: Level, message: string, facts: Record<string, unknown> = {}): void {
  if (order[level] < order[threshold.level]) return
  const told = loggable(facts)
  console.error(JSON.stringify({ time: new Date().toISOString(), level, message, ...(Object.keys(told).length > 0 && { facts: told }) }))
}

/** Next and libraries print errors with all that hangs on them, such as the row that PostgreSQL refused: from now on those are logged as ours are. */
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
