import type { AnswerPart } from '../../generation/part'
import type { ChunkShape } from '../chat/stream-writer'

interface Choice {
  index: number
  text: string
  logprobs: null
  finish_reason: string | null
}

/** Parts of an answer as the choices of one chunk: an answer is its text and nothing else. */
function choicesOf(parts: AnswerPart[]): Choice[] {
  const choices = new Map<number, Choice>()
  for (const part of parts) {
    if (part.type !== 'text' && part.type !== 'finish') continue
    const { answer: index } = part
    const choice = choices.get(index) ?? { index, text: '', logprobs: null, finish_reason: null }
    choices.set(index, choice)
    if (part.type === 'finish') choice.finish_reason = part.reason
    else choice.text += part.text
  }
  return [...choices.values()]
}

export const textChunks: ChunkShape = {
  object: 'text_completion',
  idOf: (id) => `cmpl-${id.slice(id.indexOf('_') + 1)}`,
  choicesFor: () => choicesOf,
}
