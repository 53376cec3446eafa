import type { ChatBody } from './chat'
import { membersBesideMessages, messageParts } from './count'

const DEFAULT_OUTPUT = 8192

export interface Estimate {
  inputTokens: number
  /** For all of the `n` answers together. */
  outputTokens: number
}

export interface EstimateLimits {
  context: number | null
  maxOutput: number | null
  imageTokens: number
}

/** The most that a call can come to, without a tokenizer: text has hardly ever more tokens than half its bytes. */
export function estimateChat(body: ChatBody, model: EstimateLimits): Estimate {
  let bytes = 0
  let images = 0
  for (const message of body.messages) {
    const parts = messageParts(message)
    for (const text of parts.texts) bytes += Buffer.byteLength(text)
    images += parts.images
  }
  for (const text of membersBesideMessages(body)) bytes += Buffer.byteLength(text)
  const inputTokens = estimateInput(bytes, images, model.imageTokens)
  return { inputTokens, outputTokens: outputCeiling(body, inputTokens, model) * choicesOf(body) }
}

/** The same for what each target adds, since a target's own members win over the caller's. */
export const estimatesWithParams = (
  body: ChatBody,
  model: EstimateLimits & { targets: { params: Record<string, unknown> | null }[] },
): Estimate[] => model.targets.flatMap(({ params }) => (params ? estimateChat({ ...body, ...params, messages: body.messages }, model) : []))

const estimateInput = (bytes: number, images: number, imageTokens: number) => Math.ceil(bytes / 2) + images * imageTokens

/** For one answer: what the caller allowed, else what the model can, else what its window leaves. */
function outputCeiling(
  body: { max_tokens?: unknown; max_completion_tokens?: unknown },
  inputTokens: number,
  model: { context: number | null; maxOutput: number | null },
): number {
  // Of two that contradict each other servers take the one or the other: the hold has to cover both.
  const asked = Math.max(positive(body.max_tokens) ?? 0, positive(body.max_completion_tokens) ?? 0)
  if (asked > 0) return asked
  if (model.maxOutput !== null) return model.maxOutput
  if (model.context === null) return DEFAULT_OUTPUT
  return Math.max(1, Math.min(model.context - inputTokens, DEFAULT_OUTPUT))
}

export const choicesOf = (body: { n?: unknown }) => positive(body.n) ?? 1

const positive = (value: unknown) => (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null)
