import { isObject } from '@/lib/json-object'

/** The conversation that a request names, as an id or as an object with one. */
export function conversationIn({ conversation }: Record<string, unknown>): string | undefined {
  const id = isObject(conversation) ? conversation.id : conversation
  return typeof id === 'string' ? id : undefined
}
