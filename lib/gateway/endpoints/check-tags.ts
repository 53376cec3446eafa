import { isObject } from '@/lib/json-object'
import { tagBounds } from '../call/tags'
import { absent, checkText, wrong } from './check-members'

/** Checks what OpenAI refuses of the members that callers send for their own accounting; Anthropic's `metadata` is within it. */
export function checkTags(body: Record<string, unknown>): void {
  const { metadata } = body
  checkText(body, 'user')
  checkText(body, 'safety_identifier')
  if (absent(metadata)) return
  if (!isObject(metadata)) throw wrong('metadata', 'must be an object of texts')
  const names = Object.keys(metadata)
  if (names.length > tagBounds.pairs) throw wrong('metadata', `has more than ${tagBounds.pairs} members`)
  for (const name of names) {
    if (name.length > tagBounds.name) throw wrong('metadata', `has a name that is longer than ${tagBounds.name} characters`)
    const value = metadata[name]
    if (absent(value)) continue
    if (typeof value !== 'string') throw wrong(`metadata.${name}`, 'must be a text')
    if (value.length > tagBounds.value) throw wrong(`metadata.${name}`, `is longer than ${tagBounds.value} characters`)
  }
}
