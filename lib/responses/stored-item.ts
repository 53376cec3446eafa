import 'server-only'
import { open, seal } from '@/lib/seal'

/** An item of a prompt or of an answer, in OpenAI's shape. Those that are stored have an id. */
export type Item = Record<string, unknown>

/** What is stored of one answer. */
export interface StoredContent {
  /** What the caller sent for it, without what it goes on from. */
  input: Item[]
  response: Record<string, unknown>
}

export const sealContent = (id: string, content: StoredContent) => seal('stored-response', id, JSON.stringify(content))

export const openContent = (id: string, sealed: Uint8Array): StoredContent =>
  JSON.parse(open('stored-response', id, sealed)) as StoredContent

export const outputOf = ({ response }: StoredContent): Item[] => (Array.isArray(response.output) ? (response.output as Item[]) : [])

/** The id by which callers may refer to an item. What an upstream sends that is longer or has other characters is no such id. */
export const itemIdOf = ({ id }: Item): string | undefined => (typeof id === 'string' && /^[\w-]{1,128}$/.test(id) ? id : undefined)

export const namedItems = (content: StoredContent): string[] =>
  [...content.input, ...outputOf(content)].map(itemIdOf).filter((id) => id !== undefined)

const prefixes = new Map<unknown, string>([
  ['reasoning', 'rs'],
  ['function_call', 'fc'],
  ['function_call_output', 'fco'],
  ['custom_tool_call', 'ctc'],
  ['custom_tool_call_output', 'ctco'],
])

/** What the id of an item begins with, which OpenAI's own servers look at. */
export const idPrefixOf = ({ type }: Item): string => prefixes.get(type) ?? 'msg'
