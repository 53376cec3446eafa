import { fail } from '@/lib/errors'
import type { GenerationRequest, Prompt, PromptMessage, PromptPart, Untold } from '../../generation/request'
import { parsePrompt } from '../parse-prompt'

type Members = Record<string, unknown>

/** Members that are advice: another upstream answers as well without them. */
const advice = ['metadata', 'thinking', 'context_management', 'output_config', 'service_tier', 'anthropic_beta']
/** Members that change the answer, and that only Anthropic's own servers know. */
const theirs = ['top_k', 'container', 'mcp_servers']

/** Checks the members that the gateway itself relies on, and tells the rest in the common tongue as far as that has words. */
export function parseMessages(body: Members): GenerationRequest {
  const request = parsePrompt(body)
  const { system, stop_sequences: stop, messages: _messages, n, ...rest } = body
  if (!absent(n) && n !== 1) throw fail('invalid_request', { param: 'n', message: 'n is not taken here: a message is one answer.' })
  for (const name of advice) delete rest[name]
  const given = request.prompt.messages
  const prompt: Prompt = { ...rest, messages: [...systemOf(system), ...given.map(promptMessage)] }
  if (stop !== undefined) prompt.stop = stop
  return { ...request, prompt, own: { protocol: 'anthropic', body }, ownOnly: ownOnly(body, given) }
}

const absent = (value: unknown): boolean => value === undefined || value === null

function systemOf(system: unknown): PromptMessage[] {
  if (absent(system) || system === '') return []
  if (typeof system === 'string') return [{ role: 'system', content: system }]
  if (!Array.isArray(system)) throw fail('invalid_request', { param: 'system', message: 'system must be a string or a list of texts.' })
  const odd = system.findIndex((block) => !isText(block))
  if (odd >= 0) throw fail('invalid_request', { param: `system[${odd}]`, message: `system[${odd}] must be a text.` })
  return [{ role: 'system', content: system }]
}

function isText(block: unknown): boolean {
  const { type, text } = (block ?? {}) as Members
  return type === 'text' && typeof text === 'string'
}

/** Without earlier thoughts, which are for the model that had them. */
const promptMessage = (message: PromptMessage): PromptMessage =>
  Array.isArray(message.content)
    ? { ...message, content: message.content.filter(({ type }) => !thoughts.has(type)).map(promptPart) }
    : message

const thoughts = new Set(['thinking', 'redacted_thinking'])

/** A picture in the common tongue's shape; everything else as it is. */
function promptPart(part: PromptPart): PromptPart {
  const url = part.type === 'image' ? urlOf(part.source) : undefined
  return url === undefined ? part : { type: 'image_url', image_url: { url } }
}

function urlOf(source: unknown): string | undefined {
  const { type, url, media_type: kind, data } = (source ?? {}) as Members
  if (type === 'url' && typeof url === 'string') return url
  return type === 'base64' && typeof data === 'string' ? `data:${kind};base64,${data}` : undefined
}

const words = (param: string): Untold => ({
  param,
  message: `${param} reaches only backends that speak Anthropic's protocol. Leave it out, choose another model, or use /v1/chat/completions.`,
})

/** What only an upstream of Anthropic's own protocol is told. */
function ownOnly(body: Members, messages: PromptMessage[]): Untold | undefined {
  const { tools, output_config: output } = body
  if (Array.isArray(tools) && tools.length > 0) return words('tools')
  if (!absent((output as Members | null | undefined)?.format)) return words('output_config.format')
  const own = theirs.find((name) => !absent(body[name]))
  if (own) return words(own)
  for (const [at, { content }] of messages.entries()) {
    const odd = Array.isArray(content) ? content.findIndex((part) => !isTold(part)) : -1
    if (odd >= 0) return words(`messages[${at}].content[${odd}]`)
  }
  return undefined
}

const isTold = (part: PromptPart | string): boolean =>
  typeof part === 'string' ||
  part.type === 'text' ||
  part.type === 'image_url' ||
  thoughts.has(part.type) ||
  (part.type === 'image' && urlOf(part.source) !== undefined)
