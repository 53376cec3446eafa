import type { AnswerPart } from '../../generation/part'
import { signatureOf } from './signature'

type Members = Record<string, unknown>

const answer = 0
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): Members[] =>
  Array.isArray(value) ? value.filter((each): each is Members => typeof each === 'object' && each !== null) : []

export const isCall = ({ type }: Members): boolean => type === 'function_call' || type === 'custom_tool_call'

/** Everything that a whole item says. `call` counts the tool calls of the answer. */
export function readItem(item: Members, call: number): AnswerPart[] {
  if (item.type === 'message') return listOf(item.content).flatMap(readContent)
  if (item.type === 'reasoning') return [...readThought(item), ...readProof(item)]
  if (isCall(item)) return [beginCall(item, call), ...readArguments(item, call)]
  return readOther(item)
}

export const beginCall = ({ call_id, id, name }: Members, call: number): AnswerPart => ({
  type: 'tool-call',
  answer,
  call,
  id: text(call_id) || text(id),
  name: text(name),
})

function readArguments({ arguments: words, input }: Members, call: number): AnswerPart[] {
  const said = text(words) || text(input)
  return said === '' ? [] : [{ type: 'tool-arguments', answer, call, text: said }]
}

function readContent({ type, text: words, refusal }: Members): AnswerPart[] {
  if (type === 'output_text' || type === 'text') return words ? [{ type: 'text', answer, text: text(words) }] : []
  if (type === 'refusal') return refusal ? [{ type: 'refusal', answer, text: text(refusal) }] : []
  return [{ type: 'other', answer }]
}

/** The thought itself where it is told, else its summary. */
function readThought({ content, summary }: Members): AnswerPart[] {
  const whole = listOf(content).map((part) => text(part.text))
  const told = whole.some((each) => each !== '') ? whole : listOf(summary).map((part) => text(part.text))
  const words = told.filter((each) => each !== '').join('\n\n')
  return words === '' ? [] : [{ type: 'reasoning', answer, text: words }]
}

/** A thought of which nothing is told is hidden. */
export function readProof(item: Members, isTold = readThought(item).length > 0): AnswerPart[] {
  const { id, encrypted_content: encrypted } = item
  if (typeof encrypted !== 'string' || encrypted === '') return []
  return [{ type: 'signature', answer, signature: signatureOf(id, encrypted), ...(!isTold && { hidden: true as const }) }]
}

/** What a server did by itself. A picture is told; the rest has no parts. */
export function readOther({ type, result, output_format: format }: Members): AnswerPart[] {
  if (type !== 'image_generation_call') return type === 'message' ? [] : [{ type: 'other', answer }]
  if (typeof result !== 'string' || result === '') return [{ type: 'other', answer }]
  return [{ type: 'image', answer, mediaType: `image/${text(format) || 'png'}`, data: result }]
}
