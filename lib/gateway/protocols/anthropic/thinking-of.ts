import type { GenerationRequest } from '../../generation/request'

/** Of a budget of thoughts, which has to leave tokens for the answer. */
const least = 1024

interface Thinking {
  thinking?: unknown
  effort?: { effort: string }
}

/**
 * How much the model is to think. A number of tokens is a budget; a word is an effort, with which newer models decide by themselves. A chat
 * caller may send Anthropic's own member.
 */
export function thinkingOf({ prompt, thinkingBudget: budget }: GenerationRequest, most: number): Thinking {
  const { thinking, reasoning_effort: word } = prompt
  const effort = typeof word === 'string' ? efforts.get(word) : undefined
  const told = effort === undefined ? {} : { effort: { effort } }
  if (typeof thinking === 'object' && thinking !== null && 'type' in thinking) return { thinking, ...told }
  if (budget === null || word === 'none') return { thinking: { type: 'disabled' } }
  if (budget === undefined) return effort === undefined ? {} : { thinking: { type: 'adaptive' }, ...told }
  const tokens = Math.min(budget, most - 1)
  return tokens < least ? {} : { thinking: { type: 'enabled', budget_tokens: tokens } }
}

const efforts = new Map([
  ['minimal', 'low'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['xhigh', 'xhigh'],
  ['max', 'max'],
])
