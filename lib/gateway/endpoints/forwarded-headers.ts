import type { Exchange } from '../call/exchange'

const oneLine = /^[\x20-\x7e]{1,4096}$/

/** Those of a call's headers that are told on, by their names. */
export function forwardedHeaders(names: readonly string[] | undefined, { headers }: Pick<Exchange, 'headers'>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names ?? []) {
    const value = headers[name]
    const text = Array.isArray(value) ? value.join(',') : value
    if (text !== undefined && oneLine.test(text)) found[name] = text
  }
  return found
}
