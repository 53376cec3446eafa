export interface Change {
  path: string
  before: string | undefined
  after: string | undefined
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | undefined =>
  value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value, null, 2)

/** What differs between two states of a row, member by member; objects are gone into, lists are shown whole. */
export function changesOf(before: unknown, after: unknown, path = ''): Change[] {
  if (isObject(before) || isObject(after)) {
    const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    return names.flatMap((name) => changesOf(was[name], is[name], path === '' ? name : `${path}.${name}`))
  }
  const [was, is] = [before ?? undefined, after ?? undefined]
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ path, before: text(was), after: text(is) }]
}
