import { DefaultChatTransport, type UIMessage } from 'ai'
import type { MessageFacts } from '@/lib/conversations/schema'

export type ThreadMessage = UIMessage<MessageFacts>

/** The text of a message without its reasoning. */
export const textOf = (message: ThreadMessage | undefined): string =>
  message?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? ''

/** The server keeps the conversation, so a turn sends the new message only. */
export const chatTransport = new DefaultChatTransport<ThreadMessage>({
  prepareSendMessagesRequest: ({ id, messages, trigger, messageId, body }) => ({
    api: `/api/conversations/${id}/turn`,
    body: trigger === 'regenerate-message' && messageId ? { ...body, regenerate: messageId } : { ...body, text: textOf(messages.at(-1)) },
  }),
  prepareReconnectToStreamRequest: ({ id }) => ({ api: `/api/conversations/${id}/stream` }),
})
