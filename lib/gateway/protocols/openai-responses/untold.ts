import type { GenerationRequest, PromptMessage, PromptPart, Untold } from '../../generation/request'

/** Members of the chat shape without words here, where they say something. */
const members: Record<string, (value: unknown) => boolean> = {
  stop: (value) => value !== '' && !(Array.isArray(value) && value.length === 0),
  n: (value) => value !== 1,
  logprobs: (value) => value === true,
  logit_bias: (value) => typeof value === 'object' && Object.keys(value as object).length > 0,
  presence_penalty: (value) => value !== 0,
  frequency_penalty: (value) => value !== 0,
  functions: (value) => Array.isArray(value) && value.length > 0,
  web_search_options: () => true,
  audio: () => true,
}

const words = (param: string): Untold => ({
  param,
  message: `${param} cannot be told to the backend of this model. Leave it out, or choose another model.`,
})

/** The first member that has no words there and would change the answer. */
export function untoldItem({ prompt }: GenerationRequest): Untold | undefined {
  for (const name in members) {
    const value = prompt[name]
    if (value !== undefined && value !== null && members[name]?.(value)) return words(name)
  }
  for (const [at, { content }] of prompt.messages.entries()) {
    const odd = oddPart(content)
    if (odd >= 0) return words(`messages[${at}].content[${odd}]`)
  }
  return undefined
}

const told = new Set(['text', 'image_url', 'file', 'refusal'])

const oddPart = (content: PromptMessage['content']): number =>
  Array.isArray(content) ? content.findIndex((part: PromptPart | string) => typeof part !== 'string' && !told.has(part.type)) : -1
