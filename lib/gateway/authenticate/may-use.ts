import type { Model } from '@/lib/catalog/entries'
import type { Caller } from '../call/caller'

export function visibleTo(model: Model, caller: Caller): boolean {
  return model.enabled && (model.groups === null || model.groups.includes(caller.group.name))
}

/** A list may name a model by its id or by any alias. */
const isAmong = (model: Model, only: string[] | null | undefined): boolean =>
  !only || only.includes(model.id) || model.aliases.some((alias) => only.includes(alias))

/** Whose list of models lacks this one: that which an operator left the user, or that of the key. */
export function refusedBy(model: Model, { user, key }: Caller): 'user' | 'key' | undefined {
  if (!isAmong(model, user.models)) return 'user'
  return isAmong(model, key?.models) ? undefined : 'key'
}

export const mayUse = (model: Model, caller: Caller): boolean => visibleTo(model, caller) && refusedBy(model, caller) === undefined
