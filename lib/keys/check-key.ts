import 'server-only'
import { catalog, modelsFor } from '@/lib/catalog/catalog'
import { fail } from '@/lib/errors'
import type { KeyRow } from './key-row'
import type { ChangeKey } from './schema'

type Wanted = Pick<KeyRow, 'group' | 'models'>

export interface KeyOwner {
  id: number
  group: string
  /** The only models that an operator left to the user. Without them it is every model of the key's group. */
  models?: string[] | null
}

/**
 * Returns the models by id (aliases are resolved) and the group, as the owner may choose them, or throws 400 that names each wrong one.
 * Values that the key has already (`before`) may stay even if they could not be chosen any more, so that the rest can be edited.
 */
export function checkChoices(owner: KeyOwner, wanted: Wanted, before?: Wanted): Wanted {
  const fields: Record<string, string> = {}
  const { names, groups } = catalog()
  const { group } = wanted
  if (group !== null && group !== owner.group && group !== before?.group && !groups.get(group)?.selectable)
    fields.group = `group_unusable:${group}`

  const usable = new Set(modelsFor({ group: group ?? owner.group, models: owner.models ?? null }).map(({ id }) => id))
  const kept = new Set(before?.models)
  const models = wanted.models?.map((name, at) => {
    const id = names.get(name)?.id ?? name
    if (!usable.has(id) && !kept.has(id)) fields[`models.${at}`] = `model_unusable:${name}`
    return id
  })
  if (Object.keys(fields).length > 0) throw fail('invalid_request', { fields })
  return { group, models: models ? [...new Set(models)] : null }
}

/** Refuses a time in the past, unless the key has it already. */
export function checkExpiry(text: string | null | undefined, before?: Date | null): Date | null | undefined {
  if (text === undefined || text === null) return text
  const time = new Date(text)
  if (time.getTime() <= Date.now() && time.getTime() !== before?.getTime())
    throw fail('invalid_request', { fields: { expiresAt: 'future' } })
  return time
}

export const noLimits: KeyRow['limits'] = { rpm: null, tpm: null, weeklyTokens: null, concurrency: null }

/** The limits that are not given stay as they were; null takes all of them away. */
export function limitsFrom(before: KeyRow['limits'], given: ChangeKey['rateLimit']): KeyRow['limits'] {
  if (given === null) return noLimits
  const chosen = Object.entries(given ?? {}).filter(([, limit]) => limit !== undefined)
  return { ...before, ...Object.fromEntries(chosen) }
}
