import type { Model } from '@/lib/catalog/entries'
import type { Caller } from '../call/caller'

export function visibleTo(model: Model, caller: Caller): boolean {
  return model.enabled && (model.groups === null || model.groups.includes(caller.group.name))
}

/** A key's list may name a model by its id or by any alias. */
export function allowedBy(model: Model, caller: Caller): boolean {
  const only = caller.key?.models
  return !only || only.includes(model.id) || model.aliases.some((alias) => only.includes(alias))
}

export const mayUse = (model: Model, caller: Caller): boolean => visibleTo(model, caller) && allowedBy(model, caller)
