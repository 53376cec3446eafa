import type { GenerationRequest, Prompt, PromptMessage, PromptPart, Untold } from '../../generation/request'
import { parsePrompt } from '../parse-prompt'

type Members = Record<string, unknown>

/** Members that are advice, or that only Anthropic's own servers know: another upstream answers as well without them. */
const advice = ['metadata', 'thinking', 'context_management', 'output_config', 'service_tier', 'container', 'mcp_servers', 'anthropic_beta']

/** Checks the members that the gateway itself relies on, and tells the rest in the common tongue as far as that has words. */
export function parseMessages(body: Members): GenerationRequest {
  const request = parsePrompt(body)
  const { system, stop_sequences: stop, messages: _messages, ...rest } = body
  for (const name of advice) delete rest[name]
  const given = request.prompt.messages
  const prompt: Prompt = { ...rest, messages: [...systemOf(system), ...given.map(promptMessage)] }
  if (stop !== undefined) prompt.stop = stop
  if (body.metadata !== undefined) prompt.metadata = body.metadata
  return { ...request, prompt, own: { protocol: 'anthropic', body }, ownOnly: ownOnly(body, given) }
}

function systemOf(system: unknown): PromptMessage[] {
  if (typeof system === 'string') return system === '' ? [] : [{ role: 'system', content: system }]
  return Array.isArray(system) ? [{ role: 'system', content: system }] : []
}

const promptMessage = (message: PromptMessage): PromptMessage =>
  Array.isArray(message.content) ? { ...message, content: message.content.map(promptPart) } : message

/** A picture in the common tongue's shape; everything else as it is. */
function promptPart(part: PromptPart): PromptPart {
  const source = part.type === 'image' ? (part.source as Members | undefined) : undefined
  if (!source) return part
  const url = source.type === 'url' ? source.url : `data:${source.media_type};base64,${source.data}`
  return { type: 'image_url', image_url: { url } }
}

const words = (param: string): Untold => ({
  param,
  message: `${param} is understood by Anthropic's models only, so far. Leave it out, or use /v1/chat/completions.`,
})

/** What only an upstream of Anthropic's own protocol is told. */
function ownOnly({ tools, top_k: k }: Members, messages: PromptMessage[]): Untold | undefined {
  if (Array.isArray(tools) && tools.length > 0) return words('tools')
  if (k !== undefined && k !== null) return words('top_k')
  for (const [at, { content }] of messages.entries()) {
    const odd = Array.isArray(content) ? content.findIndex((part) => typeof part !== 'string' && !told.has(part.type)) : -1
    if (odd >= 0) return words(`messages[${at}].content[${odd}]`)
  }
  return undefined
}

const told = new Set(['text', 'image', 'image_url'])
