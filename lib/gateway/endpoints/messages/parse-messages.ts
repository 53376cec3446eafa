import { fail } from '@/lib/errors'
import { without } from '@/lib/json-object'
import type { GenerationRequest, Prompt, PromptMessage } from '../../generation/request'
import { parsePrompt } from '../parse-prompt'
import { hasChatShapes, ownOnly } from './own-only'
import { promptMessages } from './prompt-messages'
import { promptFormat, promptThinking } from './prompt-thinking'
import { promptToolChoice, promptTools } from './prompt-tools'

type Members = Record<string, unknown>

/** Members that are advice, or that mean something to Anthropic's own servers alone: another upstream answers as well without them. */
const advice = `metadata context_management service_tier anthropic_beta betas cache_control diagnostics inference_geo speed user_profile_id
  workspace_id`.split(/\s+/)
/** Members that are told in other words. */
const reworded = ['system', 'messages', 'tools', 'tool_choice', 'stop_sequences', 'thinking', 'output_config']
const notPassed = new Set([...advice, ...reworded])

/** Checks the members that the gateway itself relies on, and tells the rest in the common tongue as far as that has words. */
export function parseMessages(body: Members): GenerationRequest {
  const request = parsePrompt(body)
  const { n, stop_sequences: stop, output_config: output } = body
  if (!absent(n) && n !== 1) throw fail('invalid_request', { param: 'n', message: 'n is not taken here: a message is one answer.' })
  const given = request.prompt.messages
  const { effort, budget } = promptThinking(body)
  const { tools } = promptTools(body.tools, given)
  const prompt: Prompt = {
    ...without(body, notPassed),
    messages: [...systemOf(body.system), ...given.flatMap(promptMessages)],
    ...(tools && { tools, ...promptToolChoice(body.tool_choice) }),
    ...promptFormat((output as Members | null | undefined)?.format),
    ...(!absent(stop) && [stop].flat().length > 0 && { stop }),
    ...(effort !== undefined && { reasoning_effort: effort }),
  }
  return {
    ...request,
    prompt,
    ...(budget !== undefined && { thinkingBudget: budget }),
    own: { protocol: 'anthropic', body, ...(hasChatShapes(body, given) && { mixed: true as const }) },
    ownOnly: ownOnly(body, given),
  }
}

const absent = (value: unknown): boolean => value === undefined || value === null

/** Claude Code's first text, which is no part of its prompt and differs from version to version and from mode to mode. */
const billingMark = 'x-anthropic-billing-header:'

function systemOf(system: unknown): PromptMessage[] {
  if (absent(system) || system === '') return []
  if (typeof system === 'string') return [{ role: 'system', content: system }]
  if (!Array.isArray(system)) throw fail('invalid_request', { param: 'system', message: 'system must be a string or a list of texts.' })
  const odd = system.findIndex((block) => !isText(block))
  if (odd >= 0) throw fail('invalid_request', { param: `system[${odd}]`, message: `system[${odd}] must be a text.` })
  const texts = (system as { text: string }[]).filter(({ text }) => text !== '' && !text.startsWith(billingMark))
  return texts.length === 0 ? [] : [{ role: 'system', content: texts.map(({ text }) => ({ type: 'text', text })) }]
}

function isText(block: unknown): boolean {
  const { type, text } = (block ?? {}) as Members
  return type === 'text' && typeof text === 'string'
}
