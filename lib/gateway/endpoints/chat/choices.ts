import type { AnswerPart } from '../../generation/part'

interface Delta {
  role?: string
  content?: string
  reasoning_content?: string
  refusal?: string
  tool_calls?: ToolCall[]
  images?: { type: 'image_url'; image_url: { url: string } }[]
}

interface ToolCall {
  index: number
  id?: string
  type?: 'function'
  function: { name?: string; arguments: string }
}

interface Choice {
  index: number
  delta: Delta
  finish_reason: string | null
}

const members = { text: 'content', reasoning: 'reasoning_content', refusal: 'refusal' } as const

/** Parts of an answer as the choices of one chunk. */
export function choicesOf(parts: AnswerPart[]): Choice[] {
  const choices = new Map<number, Choice>()
  const calls = new Map<string, ToolCall>()
  for (const part of parts) {
    if (!('answer' in part) || part.type === 'other' || part.type === 'signature') continue
    let choice = choices.get(part.answer)
    if (!choice) {
      choice = { index: part.answer, delta: {}, finish_reason: null }
      choices.set(part.answer, choice)
    }
    if (part.type === 'finish') choice.finish_reason = part.reason
    else if (part.type === 'begin') Object.assign(choice.delta, { role: 'assistant', content: '' })
    else if (part.type === 'tool-call' || part.type === 'tool-arguments') addCall(choice.delta, part, calls)
    else if (part.type === 'image') addImage(choice.delta, part)
    else choice.delta[members[part.type]] = (choice.delta[members[part.type]] ?? '') + part.text
  }
  return [...choices.values()]
}

/** OpenRouter's place for a picture in an answer. */
function addImage(delta: Delta, { mediaType, data }: Extract<AnswerPart, { type: 'image' }>): void {
  delta.images ??= []
  delta.images.push({ type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } })
}

function addCall(delta: Delta, part: Extract<AnswerPart, { call: number }>, known: Map<string, ToolCall>): void {
  const place = `${part.answer} ${part.call}`
  let call = known.get(place)
  if (!call) {
    call = { index: part.call, function: { arguments: '' } }
    known.set(place, call)
    delta.tool_calls ??= []
    delta.tool_calls.push(call)
  }
  if (part.type === 'tool-arguments') call.function.arguments += part.text
  else Object.assign(call, { id: part.id, type: 'function', function: { name: part.name, arguments: '' } })
}
