import { parseObject } from '@/lib/json-object'
import type { PromptMessage, PromptPart, PromptToolCall } from '../../generation/request'

type Members = Record<string, unknown>

/** Google's documented word for a call whose proof is not there, because another model made it. */
const unproven = 'skip_thought_signature_validator'

const list = ({ content }: PromptMessage): (string | PromptPart)[] =>
  Array.isArray(content) ? content : content === null || content === undefined || content === '' ? [] : [content]

export const userParts = (message: PromptMessage): Members[] => list(message).map(partOf)

function partOf(part: string | PromptPart): Members {
  if (typeof part === 'string') return { text: part }
  return mediaOf(part) ?? { text: part.text ?? '' }
}

/** A picture, a sound or a document; undefined for anything else. */
export function mediaOf(part: PromptPart): Members | undefined {
  const { image_url: image, input_audio: audio, file } = part
  const url = typeof image === 'object' && image !== null ? (image as Members).url : image
  if (typeof url === 'string') return inline(url) ?? { fileData: { fileUri: url, mimeType: kindOf(url) } }
  const { data, format } = (audio ?? {}) as Members
  if (typeof data === 'string') return { inlineData: { mimeType: `audio/${format}`, data } }
  const { file_data: document } = (file ?? {}) as Members
  return typeof document === 'string' ? inline(document) : undefined
}

function inline(url: string): Members | undefined {
  const [, mimeType, data] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(url) ?? []
  return data === undefined ? undefined : { inlineData: { mimeType, data } }
}

const kinds = new Map([
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['heic', 'image/heic'],
])
/** Google wants to know what stands at an address. */
const kindOf = (url: string): string => kinds.get(/\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '') ?? 'image/jpeg'

/** Earlier thoughts are left out: they are for the model that had them, and only its own calls have proofs. */
export function modelParts(message: PromptMessage): Members[] {
  const calls = (message.tool_calls ?? []).map(callOf)
  const [first] = calls
  // Of calls made at once only the first has a proof.
  if (first) first.thoughtSignature ??= unproven
  return [...list(message).map(partOf), ...calls]
}

function callOf({ id, function: called, extra_content: extra }: PromptToolCall): Members {
  const signature = extra?.google?.thought_signature
  return {
    functionCall: { ...(id && { id }), name: called?.name ?? '', args: argumentsOf(called?.arguments) },
    ...(typeof signature === 'string' && { thoughtSignature: signature }),
  }
}

function argumentsOf(text: unknown): Members {
  if (typeof text !== 'string' || text.trim() === '') return {}
  // What a model wrote in place of an object goes back all the same.
  return parseObject(text) ?? { arguments: text }
}

/** What a tool answered. Pictures stand beside it, where every model looks at them. */
export function resultParts(message: PromptMessage, names: Map<string, string>): Members[] {
  const id = typeof message.tool_call_id === 'string' ? message.tool_call_id : ''
  const own = typeof message.name === 'string' ? message.name : 'tool'
  const said = list(message).map(partOf)
  const text = said.map((part) => part.text ?? '').join('')
  const response = message.is_error ? { error: text } : { output: text }
  const result = { functionResponse: { ...(id !== '' && { id }), name: names.get(id) || own, response } }
  return [result, ...said.filter((part) => part.text === undefined)]
}
