type Members = Record<string, unknown>

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null

/** Up to so many tokens; above, it is a high effort. */
const efforts = [
  ['low', 4096],
  ['medium', 16_384],
] as const

/** How much the model is to think: in tokens, where the caller counts them, and in a word. */
export function promptThinking({ thinking, output_config: output }: Members): { effort?: string; budget?: number | null } {
  const { type, budget_tokens: budget } = isObject(thinking) ? thinking : {}
  if (type === 'disabled') return { budget: null }
  const { effort } = isObject(output) ? output : {}
  const word = typeof effort === 'string' ? { effort } : {}
  if (type !== 'enabled' || !Number.isSafeInteger(budget)) return word
  const tokens = budget as number
  return { effort: efforts.find(([, most]) => tokens <= most)?.[0] ?? 'high', ...word, budget: tokens }
}

/** The schema that an answer has to follow, in the common tongue. */
export function promptFormat(format: unknown): Members {
  if (!isObject(format)) return {}
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: format.schema } } }
}

/** Whether the common tongue has words for it. */
export const isToldFormat = (format: unknown): boolean =>
  format === undefined || format === null || (isObject(format) && format.type === 'json_schema' && isObject(format.schema))
