import type { Limits, Model } from '@/lib/catalog/entries'
import type { WeekOwner } from './weekly'

/** One set of limits that a call stands under. */
export interface Level {
  /** The kind as a refusal names it. */
  kind: 'key' | 'user' | 'group' | 'model'
  /** The name of its counters, unique over all kinds. */
  name: string
  limits: Limits
  week?: WeekOwner
}

export type LimitName = keyof Limits

interface Owner {
  user: { id: number; limits: Limits }
  key: { id: string; limits: Limits } | null
  group: { name: string; limits: Limits }
}

const any = ({ rpm, tpm, weeklyTokens, concurrency }: Limits): boolean =>
  rpm !== null || tpm !== null || weeklyTokens !== null || concurrency !== null

/** The levels of a caller's calls. A limit set on the user replaces the group's; a key's only tightens. */
export function levelsOf({ user, key, group }: Owner): Level[] {
  const levels: Level[] = []
  const week = { userId: user.id, keyId: null }
  if (key && any(key.limits)) levels.push({ kind: 'key', name: key.id, limits: key.limits, week: { userId: user.id, keyId: key.id } })
  const own = user.limits
  // A user's own limits are counted once, whatever group a key is in. Otherwise keys in several groups would multiply them.
  if (any(own)) levels.push({ kind: 'user', name: `user ${user.id}`, limits: own, week })
  const rest: Limits = {
    rpm: own.rpm === null ? group.limits.rpm : null,
    tpm: own.tpm === null ? group.limits.tpm : null,
    weeklyTokens: own.weeklyTokens === null ? group.limits.weeklyTokens : null,
    concurrency: own.concurrency === null ? group.limits.concurrency : null,
  }
  // Each member of a group has the group's limits alone, in each group that their keys are in.
  if (any(rest)) levels.push({ kind: 'group', name: `user ${user.id} in ${group.name}`, limits: rest, week })
  return levels
}

/** The level of a user's calls at one model, of which each user has the limits alone. It is known once the model is. */
export function levelsAt({ id, limits }: Pick<Model, 'id' | 'limits'>, userId: number): Level[] {
  if (!any(limits)) return []
  return [{ kind: 'model', name: `user ${userId} at ${id}`, limits, week: { userId, keyId: null, model: id } }]
}
