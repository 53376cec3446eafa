import type { TaskRequest } from '../../generation/task'
import { absent, checkModel, wrong } from '../check-members'
import { countedOf, mostOf, type Texts } from '../read-texts'

/** Checks the members that the gateway relies on; everything else stays as it is. */
export function parseModerations(body: Record<string, unknown>): TaskRequest {
  const { model = null, input } = body
  if (model !== null) checkModel(model)
  if (absent(input)) throw wrong('input', 'is missing: send a text, or a list of texts')
  const texts = readInput(input)
  return {
    task: 'moderations',
    model,
    body,
    answer: 'json',
    most: mostOf(texts),
    certain: { requests: 1 },
    counted: { inputTokens: () => countedOf(texts) },
  }
}

/** A text, a list of texts, or the parts of one input. Pictures come to no tokens that anybody reports. */
function readInput(input: unknown): Texts {
  const items = Array.isArray(input) ? input : [input]
  if (items.length === 0) throw wrong('input', 'is an empty list')
  const texts: string[] = []
  for (const [at, item] of items.entries()) {
    const text = typeof item === 'string' ? item : textOf(item)
    if (text === undefined) throw wrong(Array.isArray(input) ? `input[${at}]` : 'input', 'must be a text, or a part with text or image_url')
    texts.push(text)
  }
  return { texts, tokens: 0, items: items.length }
}

function textOf(part: unknown): string | undefined {
  const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown }
  if (type === 'image_url') return ''
  return type === 'text' && typeof text === 'string' ? text : undefined
}
