import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/entries'
import { mayUse } from '../../authenticate/may-use'
import type { Caller } from '../../call/caller'

/** One name that a caller may use. */
export interface Listed {
  name: string
  model: Model | null
}

/** Ids and aliases of every model that the caller may use; `auto` first. */
export function listedModels(caller: Caller): Listed[] {
  const names: Listed[] = [{ name: 'auto', model: null }]
  for (const model of catalog().models.values()) {
    if (!mayUse(model, caller)) continue
    for (const name of [model.id, ...model.aliases]) names.push({ name, model })
  }
  return names
}
