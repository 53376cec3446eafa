import { foldSystem, partsOf } from '../../generation/fold-system'
import type { PromptMessage, PromptPart, PromptToolCall, Thought } from '../../generation/request'

/**
 * Messages that came in another shape, in words that every chat server takes: texts as strings, one message of the system, pictures from
 * tools in a user's message, and no extensions. The same messages become the same words in every turn, so that a server finds what it has
 * read before.
 */
export function chatWords(messages: PromptMessage[]): PromptMessage[] {
  const { system, turns } = foldSystem(messages)
  const text = textOf(system.flatMap(partsOf))
  const said: PromptMessage[] = text === '' ? [] : [{ role: 'system', content: text }]
  let user: PromptMessage | undefined
  let parts: PromptPart[] = []
  // Many templates want the roles to take turns, so that what a user says at once is one message.
  const hear = () => {
    if (user || parts.length > 0) said.push({ ...user, role: 'user', content: contentOf(parts) })
    user = undefined
    parts = []
  }
  for (const message of turns) {
    if (message.role === 'user') {
      user ??= message
      parts.push(...partsOf(message))
    } else if (message.role === 'tool') {
      if (user) hear()
      said.push(toolMessage(message))
      parts.push(...picturesOf(message))
    } else {
      hear()
      said.push(message.role === 'assistant' ? assistantMessage(message) : message)
    }
  }
  hear()
  return said
}

/** All texts among parts; each is a paragraph of its own. */
const textOf = (parts: PromptPart[]): string => parts.flatMap(({ text }) => text || []).join('\n\n')

const isText = ({ type, text }: PromptPart): boolean => type === 'text' && typeof text === 'string'

/** A string wherever there is nothing but text, since some servers take no lists. */
const contentOf = (parts: PromptPart[]): string | PromptPart[] => (parts.every(isText) ? textOf(parts) : parts)

const failure = /^\s*<?\w*error/i

function toolMessage({ is_error: failed, ...message }: PromptMessage): PromptMessage {
  const text = textOf(partsOf(message))
  return { ...message, content: failed && !failure.test(text) ? `Error: ${text}` : text }
}

function picturesOf(message: PromptMessage): PromptPart[] {
  const pictures = partsOf(message).filter((part) => !isText(part))
  return pictures.length === 0 ? [] : [{ type: 'text', text: `What the tool call ${message.tool_call_id} shows:` }, ...pictures]
}

/**
 * Thoughts go back to where they came from. Those with a proof are for Claude and its like; those without came from a chat server. Where they
 * led to tool calls, models that think between their calls want them back (DeepSeek refuses such a message without them); from other
 * messages every template removes them.
 */
function assistantMessage({ thinking_blocks: thoughts, tool_calls: calls, content, ...message }: PromptMessage): PromptMessage {
  const reasoning = calls ? (thoughts ?? []).map(thoughtOf).join('') : ''
  return {
    ...message,
    content: content === null || content === undefined ? null : contentOf(partsOf({ role: 'assistant', content })),
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls && { tool_calls: calls.map(withoutProof) }),
  }
}

const thoughtOf = (thought: Thought): string => (thought.type === 'thinking' && thought.signature === undefined ? thought.thinking : '')

const withoutProof = ({ extra_content: _proof, ...call }: PromptToolCall): PromptToolCall => call
