import type { PromptMessage, Untold } from '../../generation/request'
import { isTold } from './prompt-messages'
import { isToldFormat } from './prompt-thinking'
import { isFunctionTool, oddTool, promptToolChoice } from './prompt-tools'

type Members = Record<string, unknown>

/** Members that change the answer, and that only Anthropic's own servers know. */
const theirs = ['container', 'mcp_servers']

const absent = (value: unknown): boolean => value === undefined || value === null

const words = (param: string): Untold => ({
  param,
  message: `${param} reaches only backends that speak Anthropic's protocol. Leave it out, choose another model, or use /v1/chat/completions.`,
})

/** What only an upstream of Anthropic's own protocol is told. */
export function ownOnly(body: Members, messages: PromptMessage[]): Untold | undefined {
  const { tools, tool_choice: choice, output_config: output } = body
  const tool = Array.isArray(tools) ? oddTool(tools) : -1
  if (tool >= 0) return words(`tools[${tool}]`)
  if (promptToolChoice(choice) === undefined) return words('tool_choice')
  if (!isToldFormat((output as Members | null | undefined)?.format)) return words('output_config.format')
  const own = theirs.find((name) => !absent(body[name]))
  if (own) return words(own)
  for (const [at, { role, content }] of messages.entries()) {
    const odd = Array.isArray(content) ? content.findIndex((part) => !isTold(part, role)) : -1
    if (odd >= 0) return words(`messages[${at}].content[${odd}]`)
  }
  return undefined
}

const chatRoles = new Set(['tool', 'developer', 'function'])

/** Whether a caller who only changed the path sends OpenAI's shapes, which servers that speak Anthropic do not take. */
export function hasChatShapes({ tools, tool_choice: choice, stop }: Members, messages: PromptMessage[]): boolean {
  if ((Array.isArray(tools) && tools.some(isFunctionTool)) || typeof choice === 'string' || !absent(stop)) return true
  if (messages[0]?.role === 'system') return true
  return messages.some(
    ({ role, content, tool_calls: calls }) =>
      chatRoles.has(role) ||
      !absent(calls) ||
      (Array.isArray(content) && content.some((part) => typeof part === 'string' || part.type === 'image_url')),
  )
}
