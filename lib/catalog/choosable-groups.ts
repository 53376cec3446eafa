import 'server-only'
import { catalog } from './catalog'
import type { GroupChoice } from './group-schema'

/** The groups that a user may choose for a key: the user's own, and those that operators opened to everybody. */
export function choosableGroups(own: string): GroupChoice[] {
  return [...catalog().groups.values()]
    .filter((group) => group.name === own || group.selectable)
    .map(({ name, multiplier, limits, selectable }) => ({
      name,
      multiplier: multiplier / 10_000,
      rpm: limits.rpm,
      tpm: limits.tpm,
      own: name === own,
      selectable,
    }))
}
