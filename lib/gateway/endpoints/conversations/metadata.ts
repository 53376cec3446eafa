import { isObject } from '@/lib/json-object'
import { absent, mustBeText, wrong } from '../check-members'

const most = { pairs: 16, name: 64, value: 512 }

/** What a caller notes down beside an object: a few short texts by their names. */
export function metadataIn({ metadata }: Record<string, unknown>): Record<string, string> {
  if (absent(metadata)) return {}
  if (!isObject(metadata)) throw wrong('metadata', 'must be an object')
  const pairs = Object.entries(metadata)
  if (pairs.length > most.pairs) throw wrong('metadata', `has more than ${most.pairs} members`)
  for (const [name, value] of pairs) {
    if (name.length > most.name) throw wrong('metadata', `has a name with more than ${most.name} characters`)
    if (mustBeText(value, `metadata.${name}`).length > most.value) throw wrong(`metadata.${name}`, `has more than ${most.value} characters`)
  }
  return Object.fromEntries(pairs) as Record<string, string>
}
