import 'server-only'
import { snapshot } from '@/lib/db/snapshot'
import type { Catalog, Model } from './entries'
import { loadCatalog } from './load-catalog'

const kept = snapshot<Catalog>('catalog', loadCatalog)

/** The catalog. It never waits, because boot has loaded it. */
export const catalog = (): Catalog => kept.get()
export const catalogReady = (): Promise<void> => kept.ready()
/** Reads the catalog again, for code that has just changed it and goes on with the new one. */
export const reloadCatalog = (): Promise<void> => kept.reload()

/** The enabled models that a caller may use, by id. */
export function modelsFor(caller: { group: string; models: string[] | null }): Model[] {
  const only = caller.models && new Set(caller.models)
  return [...catalog().models.values()].filter(
    (model) => model.enabled && (!model.groups || model.groups.includes(caller.group)) && (!only || only.has(model.id)),
  )
}

/** Whether anything besides the demo can answer. */
export function isConfigured(): boolean {
  for (const model of catalog().models.values())
    if (model.enabled && model.targets.some(({ enabled, upstream }) => enabled && upstream.enabled && !upstream.builtin)) return true
  return false
}
