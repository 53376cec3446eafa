import type { FreeEndpoint, GenerationEndpoint } from '../endpoint'
import { forwardedHeaders } from '../forwarded-headers'
import { messagesErrorBody } from './error-body'
import { parseMessages } from './parse-messages'
import { MessageWriter } from './stream-writer'
import { writeMessage } from './write-message'

const forwards = ['anthropic-version', 'anthropic-beta']

/** Anthropic's Messages, for any model. An Anthropic upstream is told the body as it came; others what the common tongue has words for. */
export const messages: GenerationEndpoint = {
  method: 'POST',
  name: 'messages',
  speaks: 'anthropic',
  parse: parseMessages,
  forwards,
  stream: (head) => new MessageWriter(head),
  whole: writeMessage,
  refusal: messagesErrorBody,
}

/** Clients ask before each turn what it would come to, a dozen times at once. */
export const countMessage: FreeEndpoint = {
  method: 'POST',
  name: 'messages/count_tokens',
  ownLimit: true,
  async answer({ json, exchange, countInput }) {
    const request = { ...parseMessages(await json()), headers: forwardedHeaders(forwards, exchange) }
    return { input_tokens: await countInput(request) }
  },
  refusal: messagesErrorBody,
}
