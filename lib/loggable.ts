import { loggedError } from './logged-error'

const longestText = 500
const longestStack = 2000
const longestName = 60
const mostMembers = 40
const deepest = 6
/** Characters of JSON for all facts of a line. One more text may go beyond. */
const roomOfLine = 8000

/** Converts facts to plain, bounded JSON, whatever they are: cycles, huge texts, values that throw when they are read. */
export function loggable(facts: object): object | string {
  let left = roomOfLine

  function text(value: string, longest = longestText): string {
    const most = Math.max(0, Math.min(longest, left))
    const cut = value.length <= most ? value : `${value.slice(0, most)}…`
    left -= JSON.stringify(cut).length
    return cut
  }

  function list(values: readonly unknown[], depth: number): unknown[] {
    const out: unknown[] = []
    for (const value of values.slice(0, mostMembers)) if (left > 0) out.push(plain(value, depth))
    return out
  }

  function members(value: object, depth: number): object {
    const out: [string, unknown][] = []
    for (const name of Object.keys(value).slice(0, mostMembers))
      if (left > 0) out.push([text(name, longestName), safely(() => plain(value[name as keyof typeof value], depth, name))])
    return Object.fromEntries(out)
  }

  function plain(value: unknown, depth: number, name = ''): unknown {
    left -= 4
    switch (typeof value) {
      case 'string':
        // A thrown value that is no error may be a text of anybody's.
        return name === 'error' ? 'string' : text(value, name === 'stack' ? longestStack : longestText)
      case 'bigint':
        return text(String(value))
      case 'number':
        return Number.isFinite(value) ? value : String(value)
      case 'boolean':
      case 'undefined':
        return value
      case 'object':
        if (value === null) return null
        if (depth >= deepest) return '…'
        if (value instanceof Error) return members(loggedError(value), depth + 1)
        if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString()
        // Bytes may contain anything, so only their length is logged.
        if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `${value.byteLength} bytes`
        return Array.isArray(value) ? list(value, depth + 1) : members(value, depth + 1)
      default:
        return typeof value
    }
  }

  return safely(() => members(facts, 0))
}

function safely<T>(look: () => T): T | 'unreadable' {
  try {
    return look()
  } catch {
    return 'unreadable'
  }
}
