import { isObject } from '@/lib/json-object'
import type { OpenItem } from './output-items'

type Members = Record<string, unknown>

/** Which member of a part, or of an item, the text of an event goes on. */
const ofPart: Record<string, string> = {
  'response.output_text.delta': 'text',
  'response.refusal.delta': 'refusal',
  'response.reasoning_text.delta': 'text',
  'response.reasoning_summary_text.delta': 'text',
}
const ofItem: Record<string, string> = {
  'response.function_call_arguments.delta': 'arguments',
  'response.custom_tool_call_input.delta': 'input',
  'response.mcp_call_arguments.delta': 'arguments',
}

/** Keeps an item equal to what a client has of it after this event. */
export function followEvent(open: OpenItem, event: Members): void {
  const type = String(event.type)
  const { item } = open
  if (type === 'response.content_part.added') begin(open, 'content', event)
  else if (type === 'response.reasoning_summary_part.added') begin(open, 'summary', event)
  else if (type.endsWith('_part.done')) open.part = undefined
  else if (typeof event.delta === 'string') {
    const inPart = ofPart[type]
    const inItem = ofItem[type]
    if (inPart && open.part) open.part[inPart] = String(open.part[inPart] ?? '') + event.delta
    else if (inItem) item[inItem] = String(item[inItem] ?? '') + event.delta
  }
}

function begin(open: OpenItem, list: 'content' | 'summary', { part, content_index, summary_index }: Members): void {
  if (!isObject(part)) return
  const parts = Array.isArray(open.item[list]) ? (open.item[list] as Members[]) : []
  const told = list === 'content' ? content_index : summary_index
  open.place = typeof told === 'number' && told >= 0 && told <= parts.length ? told : parts.length
  open.part = { ...part }
  parts[open.place] = open.part
  open.item[list] = parts
}
