import type { GenerationEndpoint } from '../endpoint'
import { messagesErrorBody } from './error-body'
import { parseMessages } from './parse-messages'
import { MessageWriter } from './stream-writer'
import { writeMessage } from './write-message'

/** Anthropic's Messages, for any model. Between two upstream shapes it tells text and pictures; an Anthropic upstream is told everything. */
export const messages: GenerationEndpoint = {
  method: 'POST',
  name: 'messages',
  speaks: 'anthropic',
  parse: parseMessages,
  stream: (head) => new MessageWriter(head),
  whole: writeMessage,
  refusal: messagesErrorBody,
}
