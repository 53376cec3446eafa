import { isObject } from '@/lib/json-object'

type Members = Record<string, unknown>

/** A whole response as the events that it would have been. */
export function responseEvents(response: Members): Members[] {
  const output = (Array.isArray(response.output) ? response.output : []).filter(isObject)
  const begun = { ...response, status: 'in_progress', output: [], usage: null, incomplete_details: null }
  const end = response.status === 'incomplete' ? 'response.incomplete' : 'response.completed'
  return [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...output.flatMap(itemEvents),
    { type: end, response },
  ].map((event, at) => ({ ...event, sequence_number: at }))
}

function itemEvents(item: Members, index: number): Members[] {
  const at = { item_id: item.id, output_index: index }
  return [
    { type: 'response.output_item.added', output_index: index, item: begunItem(item) },
    ...(item.type === 'message' && Array.isArray(item.content)
      ? item.content.filter(isObject).flatMap((part, n) => partEvents(part, { ...at, content_index: n }))
      : []),
    { type: 'response.output_item.done', output_index: index, item },
  ]
}

/** Only what is said in a message is told in pieces; other items are told whole at their end. */
const begunItem = (item: Members): Members =>
  item.type === 'message'
    ? { ...item, status: 'in_progress', content: [] }
    : item.type === 'function_call'
      ? { ...item, arguments: '' }
      : item.type === 'custom_tool_call'
        ? { ...item, input: '' }
        : item

function partEvents(part: Members, at: Members): Members[] {
  const kind = part.type === 'refusal' ? 'refusal' : 'output_text'
  const member = kind === 'refusal' ? 'refusal' : 'text'
  const words = part[member]
  return [
    { type: 'response.content_part.added', ...at, part: { ...part, [member]: '' } },
    { type: `response.${kind}.delta`, ...at, delta: words },
    { type: `response.${kind}.done`, ...at, [member]: words },
    { type: 'response.content_part.done', ...at, part },
  ]
}
