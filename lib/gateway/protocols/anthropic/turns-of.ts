import { parseObject } from '@/lib/json-object'
import { partsOf } from '../../generation/fold-system'
import type { PromptMessage, PromptPart, PromptToolCall } from '../../generation/request'
import { thoughtsOf } from './thoughts-of'

type Blocks = Record<string, unknown>[]

interface Turn {
  role: string
  content: string | Blocks
}

/**
 * The conversation in Anthropic's words, in which user and assistant take turns: results of tools are a user's, and an assistant who says
 * nothing has no turn.
 */
export function turnsOf(messages: PromptMessage[]): Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    const turn = turnOf(message)
    const last = turns.at(-1)
    if (!turn) continue
    if (last?.role === turn.role) {
      last.content = blocksOf(last)
      last.content.push(...blocksOf(turn))
    } else turns.push(turn)
  }
  return turns
}

function turnOf(message: PromptMessage): Turn | undefined {
  const { role, content } = message
  if (role === 'tool') return { role: 'user', content: [toolResult(message)] }
  if (role !== 'assistant') return { role, content: Array.isArray(content) ? partsOf(message).map(blockOf) : (content ?? '') }
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls : []
  const thoughts = thoughtsOf(message)
  if (thoughts.length === 0 && calls.length === 0 && typeof content === 'string' && content !== '') return { role, content }
  // Empty texts are refused.
  const said = partsOf(message)
    .map(blockOf)
    .filter((block) => !('text' in block) || block.text !== '')
  const blocks: Blocks = [...thoughts.map((thought) => ({ ...thought })), ...said, ...calls.map(toolUse)]
  return blocks.length === 0 ? undefined : { role, content: blocks }
}

const blocksOf = ({ content }: Turn): Blocks => {
  if (typeof content !== 'string') return content
  return content === '' ? [] : [{ type: 'text', text: content }]
}

function toolResult(message: PromptMessage) {
  const { tool_call_id: id, content, is_error: failed } = message
  const said = Array.isArray(content) ? partsOf(message).map(blockOf) : (content ?? '')
  return { type: 'tool_result', tool_use_id: id, content: said, ...(failed === true && { is_error: true }) }
}

const toolUse = ({ id, function: called }: PromptToolCall) => ({
  type: 'tool_use',
  id,
  name: called?.name,
  input: inputOf(called?.arguments ?? ''),
})

/** What a model wrote in place of an object goes back as it was, since the conversation goes on from there. */
function inputOf(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  return parseObject(text) ?? { raw_arguments: text }
}

/** A part as a block. One that is neither text nor picture is Anthropic's own, and stays. */
function blockOf(part: PromptPart): Record<string, unknown> {
  const url = imageOf(part)
  if (url === undefined) return part.type === 'text' ? { type: 'text', text: part.text ?? '' } : part
  const [, media_type, data] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(url) ?? []
  return { type: 'image', source: data === undefined ? { type: 'url', url } : { type: 'base64', media_type, data } }
}

export function imageOf({ image_url: image }: Record<string, unknown>): string | undefined {
  const url = typeof image === 'object' && image !== null ? (image as { url?: unknown }).url : image
  return typeof url === 'string' ? url : undefined
}
