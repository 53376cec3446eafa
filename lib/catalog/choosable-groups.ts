import 'server-only'
import { catalog, modelsFor } from './catalog'
import type { GroupChoice, KeyGroup } from './group-schema'

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

/** The same with the models that a key in the group could use. */
export const groupsForKeys = ({ group, models }: { group: string; models: string[] | null }): KeyGroup[] =>
  choosableGroups(group).map((choice) => ({ ...choice, models: modelsFor({ group: choice.name, models }).map(({ id }) => id) }))
