import type { PromptMessage, PromptPart } from './request'

const isSystem = ({ role }: PromptMessage): boolean => role === 'system' || role === 'developer'

/** What a message says, as parts. */
export function partsOf({ content }: PromptMessage): PromptPart[] {
  if (!Array.isArray(content)) return content ? [words(content)] : []
  return content.map((part) => (typeof part === 'string' ? words(part) : part))
}

const words = (text: string): PromptPart => ({ type: 'text', text })

/**
 * What the system says before the conversation, and the conversation, in which the system's later words stand in their place as a user's,
 * marked as the system's: most models take them only at the beginning, and moving them there would change what was read before them.
 */
export function foldSystem(messages: PromptMessage[]): { system: PromptMessage[]; turns: PromptMessage[] } {
  const first = messages.findIndex((message) => !isSystem(message))
  const from = first < 0 ? messages.length : first
  return { system: messages.slice(0, from), turns: messages.slice(from).map(marked) }
}

const marked = (message: PromptMessage): PromptMessage =>
  isSystem(message) ? { role: 'user', content: [words('<system>'), ...partsOf(message), words('</system>')] } : message
