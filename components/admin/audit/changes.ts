export interface Change {
  path: string
  before: string | undefined
  after: string | undefined
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
function text(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return value
  const flat = Array.isArray(value) && value.every((one) => typeof one !== 'object')
  return flat ? value.join(', ') || '[]' : JSON.stringify(value, null, 2)
}
/** Empty lists of a new row are left out, because they say nothing. */
const said = (value: unknown) => (value === null || (Array.isArray(value) && value.length === 0) ? undefined : value)

/** Lists what differs between two states of a row, member by member. Objects are compared inside, lists are shown whole. */
export function changesOf(before: unknown, after: unknown, path = ''): Change[] {
  if (isObject(before) || isObject(after)) {
    const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    return names.flatMap((name) => changesOf(was[name], is[name], path === '' ? name : `${path}.${name}`))
  }
  const alone = before === undefined || after === undefined
  const [was, is] = alone ? [said(before), said(after)] : [before ?? undefined, after ?? undefined]
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ path, before: text(was), after: text(is) }]
}
