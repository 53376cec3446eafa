import { noProof } from '../../generation/no-proof'
import type { PromptMessage, PromptPart, PromptToolCall, Thought } from '../../generation/request'

type Members = Record<string, unknown>

/**
 * A message in the common tongue. Results of tools come before what else a user says, since they answer the message before; words between
 * the tool calls of an assistant come before these.
 */
export function promptMessages(message: PromptMessage): PromptMessage[] {
  const { role, content, cache_control: _cache, ...rest } = message
  if (!Array.isArray(content)) return [{ role, content, ...rest }]
  const blocks = content.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part))
  return role === 'assistant' ? [assistantMessage(blocks, rest)] : userMessages(role, blocks, rest)
}

function userMessages(role: string, blocks: PromptPart[], rest: Members): PromptMessage[] {
  const said = blocks.filter(({ type }) => type !== 'tool_result' && !thoughtKinds.has(type)).map(promptPart)
  const results = blocks.filter(({ type }) => type === 'tool_result').map(toolMessage)
  return said.length === 0 && results.length > 0 ? results : [...results, { role, content: said, ...rest }]
}

function toolMessage({ tool_use_id: id, content, is_error: failed }: PromptPart): PromptMessage {
  const said = typeof content === 'string' ? content : contentOf(content)
  return { role: 'tool', tool_call_id: id, content: said, ...(failed === true && { is_error: true }) }
}

const contentOf = (content: unknown): string | PromptPart[] => (Array.isArray(content) ? content.map(resultPart) : '')

const resultPart = (part: unknown): PromptPart => {
  if (typeof part !== 'object' || part === null) return { type: 'text', text: String(part) }
  const { tool_name: name } = part as Members
  // The tool is told among the others; here only that it was found.
  if ((part as PromptPart).type === 'tool_reference') return { type: 'text', text: String(name) }
  return promptPart(part as PromptPart)
}

function assistantMessage(blocks: PromptPart[], rest: Members): PromptMessage {
  const calls = blocks.filter(({ type }) => type === 'tool_use').map(toolCall)
  const thoughts = blocks.flatMap((block) => thoughtOf(block) ?? [])
  const said = blocks.filter(({ type }) => type !== 'tool_use' && !thoughtKinds.has(type)).map(promptPart)
  return {
    role: 'assistant',
    content: said.length > 0 || calls.length === 0 ? said : null,
    ...(thoughts.length > 0 && { thinking_blocks: thoughts }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...rest,
  }
}

const toolCall = ({ id, name, input }: PromptPart): PromptToolCall => ({
  id: String(id),
  type: 'function',
  function: { name: String(name), arguments: JSON.stringify(input ?? {}) },
})

const thoughtKinds = new Set(['thinking', 'redacted_thinking'])

function thoughtOf({ type, thinking, signature, data }: PromptPart): Thought | undefined {
  if (type === 'redacted_thinking') return typeof data === 'string' ? { type, data } : undefined
  if (type !== 'thinking' || typeof thinking !== 'string') return undefined
  return { type, thinking, ...(typeof signature === 'string' && signature !== '' && signature !== noProof && { signature }) }
}

/** Texts and pictures in the common tongue's shape, everything else as it is. Marks for a cache and citations stay behind. */
function promptPart(part: PromptPart): PromptPart {
  if (part.type === 'text') return { type: 'text', text: part.text ?? '' }
  const url = part.type === 'image' ? imageUrl(part.source) : undefined
  return url === undefined ? part : { type: 'image_url', image_url: { url } }
}

function imageUrl(source: unknown): string | undefined {
  const { type, url, media_type: kind, data } = (source ?? {}) as Members
  if (type === 'url' && typeof url === 'string') return url
  return type === 'base64' && typeof data === 'string' ? `data:${kind};base64,${data}` : undefined
}

const toldInside = new Set(['text', 'tool_reference', 'image_url'])
const isImage = ({ type, source }: PromptPart): boolean => type === 'image' && imageUrl(source) !== undefined

/** Whether the common tongue has words for a part of a message. */
export function isTold(part: PromptPart | string, role: string): boolean {
  if (typeof part === 'string') return true
  const { type, content } = part
  if (type === 'tool_result') return role !== 'assistant' && !(Array.isArray(content) && content.some((inner) => !isToldInside(inner)))
  if (type === 'tool_use') return role === 'assistant'
  return type === 'text' || type === 'image_url' || thoughtKinds.has(type) || isImage(part)
}

const isToldInside = (part: unknown): boolean =>
  typeof part === 'string' ||
  (typeof part === 'object' && part !== null && (toldInside.has((part as PromptPart).type) || isImage(part as PromptPart)))
