import type { GenerationRequest, PromptMessage, PromptPart, Untold } from '../../generation/request'

/** Members that Anthropic knows under the same name. */
const alike = ['temperature', 'top_p', 'stream'] as const

/** A prompt in Anthropic's words. What these lack is told by `untold` beforehand. */
export function messagesOf({ prompt }: GenerationRequest): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  const system = prompt.messages.filter(isSystem).map(textOf).join('\n\n')
  if (system !== '') body.system = system
  body.messages = prompt.messages
    .filter((message) => !isSystem(message))
    .map(({ role, content }) => ({ role, content: Array.isArray(content) ? content.map(blockOf) : (content ?? '') }))
  for (const name of alike) if (isGiven(prompt[name])) body[name] = prompt[name]
  if (isGiven(prompt.stop)) body.stop_sequences = [prompt.stop].flat()
  return body
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null
const isSystem = ({ role }: PromptMessage): boolean => role === 'system' || role === 'developer'

const textOf = ({ content }: PromptMessage): string =>
  Array.isArray(content) ? content.map((part) => (typeof part === 'string' ? part : part.text)).join('') : (content ?? '')

function blockOf(part: string | PromptPart) {
  if (typeof part === 'string') return { type: 'text', text: part }
  const url = imageOf(part)
  if (url === undefined) return { type: 'text', text: part.text ?? '' }
  const [, media_type, data] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(url) ?? []
  return { type: 'image', source: data === undefined ? { type: 'url', url } : { type: 'base64', media_type, data } }
}

function imageOf({ image_url: image }: Record<string, unknown>): string | undefined {
  const url = typeof image === 'object' && image !== null ? (image as { url?: unknown }).url : image
  return typeof url === 'string' ? url : undefined
}

const members: Record<string, (value: unknown) => boolean> = {
  tools: (value) => Array.isArray(value) && value.length > 0,
  functions: (value) => Array.isArray(value) && value.length > 0,
  response_format: (value) => (value as { type?: unknown } | null)?.type !== 'text',
  n: (value) => value !== 1,
  logprobs: (value) => value === true,
  logit_bias: (value) => Object.keys(value as object).length > 0,
  presence_penalty: (value) => value !== 0,
  frequency_penalty: (value) => value !== 0,
  audio: () => true,
}

const words = (param: string): Untold => ({
  param,
  message: `${param} cannot be told to the backend of this model. Leave it out, or choose another model.`,
})

/** The first member that has no words there and would change the answer. */
export function untold({ prompt }: GenerationRequest): Untold | undefined {
  for (const name in members) if (isGiven(prompt[name]) && members[name]?.(prompt[name])) return words(name)
  const at = prompt.messages.findIndex((message) => !isPlain(message))
  return at < 0 ? undefined : words(`messages[${at}]`)
}

const isText = ({ type, text }: PromptPart): boolean => type === 'text' && (text === undefined || typeof text === 'string')

/** Text of a user, an assistant or the system; pictures of the first two. */
function isPlain({ role, content, tool_calls: calls }: PromptMessage): boolean {
  if (!['user', 'assistant', 'system', 'developer'].includes(role) || (calls && calls.length > 0)) return false
  if (!Array.isArray(content)) return true
  return content.every(
    (part) => typeof part === 'string' || (imageOf(part) === undefined ? isText(part) : role === 'user' || role === 'assistant'),
  )
}
