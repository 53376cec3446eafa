import type { Limits } from '@/lib/catalog/catalog'
import type { Level } from './take'

interface Owner {
  user: { id: number; limits: Limits }
  key: { id: string; limits: Limits } | null
  group: { name: string; limits: Limits }
}

const any = ({ rpm, tpm, weeklyTokens, concurrency }: Limits): boolean =>
  rpm !== null || tpm !== null || weeklyTokens !== null || concurrency !== null

/** The levels that a caller's calls stand under: a limit set on the user replaces the group's, a key's only tightens. */
export function levelsOf({ user, key, group }: Owner): Level[] {
  const levels: Level[] = []
  if (key && any(key.limits)) levels.push({ kind: 'key', name: key.id, limits: key.limits, week: { userId: user.id, keyId: key.id } })
  const own = any(user.limits)
  const limits: Limits = own
    ? {
        rpm: user.limits.rpm ?? group.limits.rpm,
        tpm: user.limits.tpm ?? group.limits.tpm,
        weeklyTokens: user.limits.weeklyTokens ?? group.limits.weeklyTokens,
        concurrency: user.limits.concurrency ?? group.limits.concurrency,
      }
    : group.limits
  // Each member of a group has the group's limits to themselves, in each group that their keys are in.
  if (any(limits))
    levels.push({ kind: own ? 'user' : 'group', name: `user ${user.id} ${group.name}`, limits, week: { userId: user.id, keyId: null } })
  return levels
}
