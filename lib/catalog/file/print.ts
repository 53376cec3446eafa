import type { CatalogChange } from './plan'

const signs = { add: '+', change: '~', disable: '-' } as const
const words = (value: unknown): string => (value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value))

/** Writes the changes as `npm run catalog` prints them: a line for each row, and one for each member that changes. */
export function printChanges(changes: CatalogChange[]): string {
  if (changes.length === 0) return 'Nothing to change: the catalog is as the file says.'
  return changes
    .map(({ kind, name, action, members }) => {
      const head = `${signs[action]} ${kind} ${name}`
      if (action === 'add' && kind !== 'setting') return head
      return [head, ...members.map(({ member, before, after }) => `    ${member}: ${words(before)} → ${words(after)}`)].join('\n')
    })
    .join('\n')
}
