import type { Model, Target } from '@/lib/catalog/catalog'
import type { CeilingNames } from '@/lib/catalog/schema'
import type { ChatBody } from '../call/chat-body'

const names = ['max_tokens', 'max_completion_tokens'] as const

type Asking = Pick<ChatBody, (typeof names)[number] | 'n'> & Record<string, unknown>

const whole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)

/** How many tokens one answer may have by the request; null when it does not say. Of 0 servers make what they like, so it says nothing. */
export function askedCeiling(body: Asking): number | null {
  const asked = names.map((name) => body[name]).filter((value) => whole(value) && value > 0) as number[]
  return asked.length === 0 ? null : Math.max(...asked)
}

export const choicesOf = ({ n }: { n?: unknown }): number => (whole(n) && n > 0 ? n : 1)

const usualOutput = 8192

/** Where neither the caller nor the model says how long an answer may be: what the window leaves, within reason. */
const defaultCeiling = (context: number | null, inputTokens: number): number =>
  context === null ? usualOutput : Math.max(1, Math.min(context - inputTokens, usualOutput))

export interface Longest {
  model: Pick<Model, 'context' | 'maxOutput'>
  target: { upstream: { ceiling: CeilingNames }; params: Target['params'] }
  inputTokens: number
}

/**
 * The most tokens that one answer of this target can come to: what the hold is for, what a stream is ended at, and what a report must
 * stay within. A ceiling counts where it is enforced, by us in a stream or by an upstream that is known to keep to it.
 */
export function longestAnswer(body: ChatBody, { model, target, inputTokens }: Longest): number {
  const own = model.maxOutput ?? defaultCeiling(model.context, inputTokens)
  const asked = askedCeiling({ ...body, ...target.params })
  if (asked === null) return own
  return body.stream === true || target.upstream.ceiling !== 'unsure' ? asked : Math.max(asked, own)
}

/**
 * What is sent although nobody asked for it: our own ceiling, where the model has none, the window is wide enough for it, and the upstream
 * is known to take it.
 */
export function unaskedCeiling(model: Longest['model'], inputTokens: number, known: CeilingNames): number | null {
  const needed = model.maxOutput === null && known !== 'unsure'
  return needed && defaultCeiling(model.context, inputTokens) === usualOutput ? usualOutput : null
}

/** Puts the ceiling of `body` under the names that the upstream knows, in place. A 0 goes on, for the upstream to judge. */
export function spellCeiling(body: Asking, known: CeilingNames, unasked: number | null): void {
  const given = names.map((name) => body[name]).find((value) => value !== null && value !== undefined)
  const value = askedCeiling(body) ?? given ?? unasked
  for (const name of names) {
    if (value !== null && (known === name || known === 'both' || known === 'unsure')) body[name] = value as number
    else delete body[name]
  }
}
