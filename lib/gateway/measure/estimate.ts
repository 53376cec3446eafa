import type { ChatBody } from '../call/chat-body'
import { choicesOf, type Longest, longestAnswer } from './ceiling'
import { PER_MESSAGE, PER_REPLY } from './count-tokens'
import { membersBesideMessages, messageParts } from './request-texts'

/** What a request weighs, whichever model answers it. Taken once a body. */
export interface RequestSize {
  /** Of all texts, in UTF-8. */
  bytes: number
  images: number
  messages: number
}

export function sizeOf(body: ChatBody): RequestSize {
  let bytes = bytesOf(membersBesideMessages(body))
  let images = 0
  for (const message of body.messages) {
    const parts = messageParts(message)
    bytes += bytesOf(parts.texts)
    images += parts.images
  }
  return { bytes, images, messages: body.messages.length }
}

function bytesOf(texts: string[]): number {
  let bytes = 0
  for (const text of texts) bytes += Buffer.byteLength(text)
  return bytes
}

/** The most tokens that it can come to, without a tokenizer: text has hardly ever more than half its bytes. */
export const inputTokensOf = ({ bytes, images, messages }: RequestSize, { imageTokens }: { imageTokens: number }): number =>
  Math.ceil(bytes / 2) + images * imageTokens + messages * PER_MESSAGE + PER_REPLY

/** What a call can come to at one target, which may add members of its own. */
export interface Most {
  inputTokens: number
  /** Of one answer. */
  answerTokens: number
  answers: number
}

export function mostAt(
  { body, size }: { body: ChatBody; size: RequestSize },
  model: Longest['model'] & { imageTokens: number },
  target: Longest['target'],
): Most {
  const { params } = target
  const bytes = params ? size.bytes + bytesOf(membersBesideMessages(params)) : size.bytes
  const inputTokens = inputTokensOf({ ...size, bytes }, model)
  const answers = choicesOf(params ? { ...body, ...params } : body)
  return { inputTokens, answerTokens: longestAnswer(body, { model, target, inputTokens }), answers }
}
