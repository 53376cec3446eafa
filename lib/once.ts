// Next keeps one copy of every module for instrumentation, one for route handlers and one for pages. What a process must have once (pools,
// batchers, caches, counters) is kept on globalThis instead.
const holder = globalThis as { atriumOnce?: Map<string, unknown> }
holder.atriumOnce ??= new Map()
const kept = holder.atriumOnce

/** Returns the one value of this name in the process, and makes it at the first call. */
export function once<T>(name: string, make: () => T): T {
  if (!kept.has(name)) kept.set(name, make())
  return kept.get(name) as T
}
