import type { Prompt } from './request'

export const ceilingNames = ['max_tokens', 'max_completion_tokens'] as const

const whole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)

/** How many tokens one answer may have by these members; null when they do not say. Of 0 servers make what they like, so it says nothing. */
export function askedCeiling(members: Record<string, unknown>): number | null {
  const asked = ceilingNames.map((name) => members[name]).filter((value): value is number => whole(value) && value > 0)
  return asked.length === 0 ? null : Math.max(...asked)
}

export const askedAnswers = ({ n }: Record<string, unknown>): number => (whole(n) && n > 0 ? n : 1)

/** The same request with another ceiling. */
export const withCeiling = (prompt: Prompt, ceiling: number): Prompt => ({
  ...prompt,
  max_tokens: ceiling,
  max_completion_tokens: null,
})
