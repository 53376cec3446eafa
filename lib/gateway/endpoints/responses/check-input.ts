import { isObject } from '@/lib/json-object'
import { absent, mustBeText, wrong } from '../check-members'

type Members = Record<string, unknown>

/** Beyond any conversation; each costs work before anything is known of its price. */
const most = { items: 10_000, parts: 20_000 }

/** Checks the items of a prompt as far as the gateway reads them; kinds that it does not know pass. */
export function checkInput(input: unknown): void {
  if (absent(input)) throw wrong('input', 'is missing: send a text or a list of items')
  if (typeof input === 'string') return
  if (!Array.isArray(input)) throw wrong('input', 'must be a string or a list of items')
  if (input.length === 0) throw wrong('input', 'must hold at least one item')
  checkItems(input, 'input', most.items)
}

/** The same for a member that is a list of items. */
export function checkItems(input: unknown[], name: string, mostItems: number): void {
  if (input.length > mostItems) throw wrong(name, `has more than ${mostItems} items`)
  let parts = 0
  for (const [at, item] of input.entries()) {
    parts += checkItem(item, `${name}[${at}]`)
    if (parts > most.parts) throw wrong(`${name}[${at}]`, `brings the parts of all items above ${most.parts}`)
  }
}

/** An item without a type is a message, or refers to another one. */
export const typeOf = ({ type, role }: Members): string =>
  typeof type === 'string' ? type : role === undefined ? 'item_reference' : 'message'

/** Answers how many parts it has. */
function checkItem(item: unknown, path: string): number {
  if (!isObject(item)) throw wrong(path, 'must be an object')
  if (!absent(item.type) && typeof item.type !== 'string') throw wrong(`${path}.type`, 'must be a string')
  if (!absent(item.id) && typeof item.id !== 'string') throw wrong(`${path}.id`, 'must be a string')
  switch (typeOf(item)) {
    case 'message':
      if (typeof item.role !== 'string' || !roles.has(item.role)) throw wrong(`${path}.role`, `must be one of ${[...roles].join(', ')}`)
      return checkContent(item.content, `${path}.content`)
    case 'function_call':
      for (const name of ['call_id', 'name', 'arguments']) mustBeText(item[name], `${path}.${name}`)
      return 1
    case 'custom_tool_call':
      for (const name of ['call_id', 'name', 'input']) mustBeText(item[name], `${path}.${name}`)
      return 1
    case 'function_call_output':
    case 'custom_tool_call_output':
      mustBeText(item.call_id, `${path}.call_id`)
      return checkContent(item.output, `${path}.output`)
    case 'item_reference':
      mustBeText(item.id, `${path}.id`)
      return 1
    default:
      return 1
  }
}

const roles = new Set(['user', 'assistant', 'system', 'developer'])

function checkContent(content: unknown, path: string): number {
  if (typeof content === 'string') return 1
  if (!Array.isArray(content)) throw wrong(path, 'must be a string or a list of parts')
  for (const [at, part] of content.entries()) checkPart(part, `${path}[${at}]`)
  return content.length
}

function checkPart(part: unknown, path: string): void {
  if (!isObject(part)) throw wrong(path, 'must be an object')
  const { type, image_url: url, file_id: file } = part
  if (typeof type !== 'string') throw wrong(`${path}.type`, 'must be a string')
  if (texts.has(type)) mustBeText(part.text, `${path}.text`)
  if (type === 'refusal') mustBeText(part.refusal, `${path}.refusal`)
  if (type !== 'input_image') return
  if (!absent(url) && typeof url !== 'string') throw wrong(`${path}.image_url`, 'must be a string')
  if (absent(url) && absent(file)) throw wrong(`${path}.image_url`, 'is missing')
}

/** The kinds of parts that are text. */
export const texts = new Set(['input_text', 'output_text', 'text'])
