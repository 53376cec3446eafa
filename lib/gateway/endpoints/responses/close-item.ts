import type { Emit, OpenItem } from './output-items'

type Members = Record<string, unknown>

/** The last events of an item that goes on, or of its part. */
export const closeItem = { part: closePart, whole }

function whole(open: OpenItem, index: number, status: string, emit: Emit): void {
  const { item, part, place } = open
  const at = { item_id: item.id, output_index: index }
  if (part) closePart(open, part.type === 'summary_text' ? { ...at, summary_index: place } : { ...at, content_index: place }, emit)
  if (item.type === 'function_call') {
    // A call without arguments is one with an empty object, which clients parse.
    if (item.arguments === '') item.arguments = '{}'
    emit({ type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments })
  } else if (item.type === 'custom_tool_call') {
    if (open.words !== undefined) {
      item.input = inputIn(open.words)
      emit({ type: 'response.custom_tool_call_input.delta', ...at, delta: item.input })
    }
    emit({ type: 'response.custom_tool_call_input.done', ...at, input: item.input })
  }
  if (item.status !== undefined) item.status = status
  emit({ type: 'response.output_item.done', output_index: index, item })
}

function closePart({ part }: OpenItem, at: Members, emit: Emit): void {
  if (!part) return
  if (part.type === 'summary_text') {
    emit({ type: 'response.reasoning_summary_text.done', ...at, text: part.text })
    emit({ type: 'response.reasoning_summary_part.done', ...at, part })
    return
  }
  if (part.type === 'output_text') emit({ type: 'response.output_text.done', ...at, text: part.text, logprobs: part.logprobs ?? [] })
  else if (part.type === 'refusal') emit({ type: 'response.refusal.done', ...at, refusal: part.refusal })
  else if (part.type === 'reasoning_text') emit({ type: 'response.reasoning_text.done', ...at, text: part.text })
  emit({ type: 'response.content_part.done', ...at, part })
}

/** The one argument of a tool that takes a text; a model that wrote something else meant that. */
function inputIn(words: string): string {
  try {
    const { input } = JSON.parse(words) as Members
    return typeof input === 'string' ? input : words
  } catch {
    return words
  }
}
