import type { Prompt } from '../generation/request'
import { PER_MESSAGE, PER_REPLY } from './count-tokens'
import { fetchesBeside, membersBesideMessages, messageParts } from './request-texts'

/** What a request weighs, whichever model answers it. Taken once a body. */
export interface RequestSize {
  /** Of all texts, in UTF-8. */
  bytes: number
  images: number
  messages: number
  /** The upstream fetches more to read, so that only a window bounds what it comes to. */
  fetches: boolean
}

export function sizeOf(prompt: Prompt): RequestSize {
  let bytes = bytesOf(membersBesideMessages(prompt))
  let images = 0
  let fetches = fetchesBeside(prompt)
  for (const message of prompt.messages) {
    const parts = messageParts(message)
    bytes += bytesOf(parts.texts)
    images += parts.images
    fetches ||= parts.fetches
  }
  return { bytes, images, messages: prompt.messages.length, fetches }
}

/** In UTF-8. */
export function bytesOf(texts: string[]): number {
  let bytes = 0
  for (const text of texts) bytes += Buffer.byteLength(text)
  return bytes
}

/** The most tokens that it can come to, without a tokenizer: text has hardly ever more than half its bytes. */
export const inputTokensOf = ({ bytes, images, messages }: RequestSize, { imageTokens }: { imageTokens: number }): number =>
  Math.ceil(bytes / 2) + images * imageTokens + messages * PER_MESSAGE + PER_REPLY
