import type { PromptMessage, PromptPart, Thought } from '../../generation/request'
import { signedItem } from './signature'

type Members = Record<string, unknown>

/** Messages as items. `extended`: they may have the extensions of the common tongue. */
export function promptItems(messages: PromptMessage[], extended: boolean): Members[] {
  return messages.flatMap((message) => (message.role === 'assistant' ? assistant(message, extended) : [other(message)]))
}

function other({ role, content, tool_call_id: call, name }: PromptMessage): Members {
  if (role === 'tool' || role === 'function')
    return { type: 'function_call_output', call_id: call ?? name ?? '', output: typeof content === 'string' ? content : partsOf(content) }
  return { type: 'message', role, content: typeof content === 'string' ? content : partsOf(content) }
}

function assistant({ content, refusal, tool_calls: calls, thinking_blocks: thoughts }: PromptMessage, extended: boolean): Members[] {
  const items: Members[] = extended ? (thoughts ?? []).flatMap(reasoning) : []
  const said = typeof content === 'string' ? content : textOf(content)
  if (said !== '') items.push({ type: 'message', role: 'assistant', content: said })
  else if (typeof refusal === 'string') items.push({ type: 'message', role: 'assistant', content: refusal })
  for (const { id, function: called, custom } of calls ?? []) items.push(callOf(id, called, custom as Members | undefined))
  return items
}

function callOf(id: unknown, called: { name?: string; arguments?: string } | undefined, custom: Members | undefined): Members {
  if (custom) return { type: 'custom_tool_call', call_id: id, name: custom.name, input: custom.input }
  return { type: 'function_call', call_id: id, name: called?.name, arguments: called?.arguments ?? '{}' }
}

/** A thought of another upstream's means nothing here. */
function reasoning(thought: Thought): Members[] {
  const signature = thought.type === 'thinking' ? thought.signature : thought.data
  const item = signature === undefined ? undefined : signedItem(signature)
  if (!item) return []
  const summary = thought.type === 'thinking' && thought.thinking !== '' ? [{ type: 'summary_text', text: thought.thinking }] : []
  return [{ type: 'reasoning', ...item, summary }]
}

const partsOf = (content: PromptMessage['content']): Members[] =>
  (Array.isArray(content) ? (content as (PromptPart | string)[]) : []).map(partOf)

function partOf(part: PromptPart | string): Members {
  if (typeof part === 'string') return { type: 'input_text', text: part }
  const { image_url: image, file } = part
  if (image !== undefined) {
    const { url, detail } = (typeof image === 'string' ? { url: image } : image) as Members
    return { type: 'input_image', image_url: url, detail: detail ?? 'auto' }
  }
  if (typeof file === 'object' && file !== null) return { type: 'input_file', ...file }
  return { type: 'input_text', text: part.text ?? '' }
}

const textOf = (content: PromptMessage['content']): string =>
  (Array.isArray(content) ? (content as (PromptPart | string)[]) : [])
    .map((part) => (typeof part === 'string' ? part : String(part.text ?? part.refusal ?? '')))
    .join('')
