import { once } from './once'

type Level = 'debug' | 'info' | 'warn' | 'error'
const order: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 }
const threshold = once<{ level: Level }>('log', () => ({ level: 'info' }))

export function setLogLevel(level: Level): void {
  threshold.level = level
}

/** One line of JSON on standard error. Never give it prompts, answers, secrets or whole keys. */
export function log(level: Level, message: string, facts: Record<string, unknown> = {}): void {
  if (order[level] < order[threshold.level]) return
  const plain = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, value instanceof Error ? `${value.name}: ${value.message}` : value]),
  )
  console.error(
    JSON.stringify({ time: new Date().toISOString(), level, message, ...plain }, (_, value) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  )
}
