import { isObject, without } from '@/lib/json-object'
import type { GenerationRequest, Prompt, PromptMessage, Untold } from '../../generation/request'
import { absent, checkCount, checkModel, wrong } from '../check-members'
import { checkTags } from '../check-tags'
import { refuseOtherNames } from '../other-names'
import { checkInput } from './check-input'
import { carriedIn } from './own-thought'
import { conversationIn } from './stored/asked-conversation'
import { toldMessages } from './told-messages'
import { toolMembers } from './tool-choice'
import { toolboxOf } from './toolbox'

type Members = Record<string, unknown>

/** Members that have a place of their own in the prompt, are advice, or are about storing. */
const notPassed = new Set(
  `input instructions tools tool_choice parallel_tool_calls text reasoning max_output_tokens store previous_response_id
  include client_metadata background conversation truncation prompt prompt_cache_key prompt_cache_options prompt_cache_retention metadata
  safety_identifier service_tier context_management moderation stream_options max_tool_calls top_logprobs`.split(/\s+/),
)

/** Checks the members that the gateway itself relies on, and tells the rest in the common tongue as far as that has words. */
export function parseResponses(asked: Members, recalled: Members = asked): GenerationRequest {
  checkMembers(asked)
  checkInput(absent(asked.input) ? recalled.input : asked.input)
  const items = itemsOf(recalled.input)
  const box = toolboxOf(recalled)
  const { messages, untold } = toldMessages(recalled.instructions, items, box)
  const choice = toolMembers(recalled, box)
  const ceiling = (asked.max_output_tokens as number | null | undefined) ?? null
  // In the background an answer is streamed to us, so that what it has come to is known whenever it ends.
  const stream = asked.stream === true || asked.background === true
  const prompt: Prompt = {
    ...passed(recalled),
    ...(stream && { stream }),
    messages,
    ...choice,
    ...aboutAnswer(recalled),
    ...(ceiling && { max_tokens: ceiling }),
  }
  const param = untoldMember(recalled) ?? namedIn(box.hosted ?? untold, items, asked) ?? (choice ? undefined : 'tool_choice')
  return {
    model: asked.model as string,
    stream,
    ...(asked.background === true && { background: true }),
    answers: 1,
    ceiling,
    prompt,
    own: { protocol: 'openai-responses', body: readable(recalled, recalled !== asked), asked: ownPart(asked, items) },
    said: saidBy(recalled, items),
    ownOnly: param === undefined ? undefined : words(param),
  }
}

/**
 * Without thoughts that mean nothing to a server that speaks Responses: those of other upstreams, which we carry, and recalled ones whose
 * proof was not told.
 */
function readable(body: Members, recalled: boolean): Members {
  const { input } = body
  if (!Array.isArray(input)) return body
  const left = (input as Members[]).filter(
    ({ type, encrypted_content: content }) => type !== 'reasoning' || !(carriedIn(content) || (recalled && typeof content !== 'string')),
  )
  return left.length === input.length ? body : { ...body, input: left }
}

/** The caller's own part of it, with the items in place of their names. */
function ownPart(asked: Members, items: Members[]): Members {
  const { input } = asked
  return Array.isArray(input) && items !== input ? { ...asked, input: items.slice(items.length - input.length) } : asked
}

/** A text is a message of the user. */
export const itemsOf = (input: unknown): Members[] =>
  typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : Array.isArray(input) ? (input as Members[]) : []

const words = (param: string): Untold => ({
  param,
  message: `${param} reaches only backends that speak OpenAI's Responses. Leave it out, or choose another model.`,
})

/** Items of earlier answers have no place in the caller's own input. */
function namedIn(path: string | undefined, items: Members[], asked: Members): string | undefined {
  if (!path?.startsWith('input[')) return path
  const earlier = items.length - itemsOf(asked.input).length
  const at = Number(/^input\[(\d+)\]/.exec(path)?.[1])
  const before = conversationIn(asked) === undefined ? 'previous_response_id' : 'conversation'
  return at < earlier ? before : path.replace(/\d+/, String(at - earlier))
}

function checkMembers(body: Members): void {
  const { model, stream, store, instructions, previous_response_id: previous } = body
  checkModel(model)
  for (const [name, value] of Object.entries({ stream, store, background: body.background, parallel_tool_calls: body.parallel_tool_calls }))
    if (!absent(value) && typeof value !== 'boolean') throw wrong(name, 'must be true or false')
  if (!absent(instructions) && typeof instructions !== 'string') throw wrong('instructions', 'must be a string')
  if (!absent(previous) && typeof previous !== 'string') throw wrong('previous_response_id', 'must be a string')
  checkCount(body, 'max_output_tokens', 1)
  for (const name of ['text', 'reasoning', 'stream_options'])
    if (!absent(body[name]) && !isObject(body[name])) throw wrong(name, 'must be an object')
  const { format } = (body.text ?? {}) as Members
  if (!absent(format) && !isObject(format)) throw wrong('text.format', 'must be an object')
  for (const name of ['temperature', 'top_p'])
    if (!absent(body[name]) && typeof body[name] !== 'number') throw wrong(name, 'must be a number')
  if (body.background === true && store === false)
    throw wrong('store', 'must not be false in the background: the answer is asked for later')
  if (!absent(body.conversation) && conversationIn(body) === undefined) throw wrong('conversation', 'must be an id, or an object with one')
  for (const name of ['max_tokens', 'max_completion_tokens'])
    if (!absent(body[name])) throw wrong(name, 'is not taken here: send max_output_tokens')
  if (!absent(body.n) && body.n !== 1) throw wrong('n', 'is not taken here: a response is one answer')
  checkTags(body)
  refuseOtherNames(passed(body))
}

const passed = (body: Members): Members => without(body, notPassed)

/** What shapes the answer, under the names of the chat shape. */
function aboutAnswer({ text, reasoning }: Members): Members {
  const { format, verbosity } = (text ?? {}) as Members
  const { effort } = (reasoning ?? {}) as Members
  const { type, ...schema } = (format ?? {}) as Members
  const members: Members = {}
  if (type === 'json_schema') members.response_format = { type, json_schema: schema }
  else if (type === 'json_object') members.response_format = { type }
  if (!absent(verbosity)) members.verbosity = verbosity
  if (!absent(effort)) members.reasoning_effort = effort
  return members
}

const formats = new Set<unknown>([undefined, null, 'text', 'json_object', 'json_schema'])

/** The first member that only OpenAI's own protocol has words for, and that would change the answer. */
function untoldMember({ prompt, moderation, top_logprobs: logprobs, text }: Members): string | undefined {
  if (!absent(prompt)) return 'prompt'
  if (!absent(moderation)) return 'moderation'
  if (typeof logprobs === 'number' && logprobs > 0) return 'top_logprobs'
  const { format } = (text ?? {}) as { format?: Members | null }
  return formats.has(format?.type) ? undefined : 'text.format'
}

/** Members that no model reads. */
const unread = new Set([
  'input',
  'client_metadata',
  'include',
  'previous_response_id',
  'background',
  'conversation',
  'service_tier',
  'truncation',
  'reasoning',
])

/** The body as what measures a request reads it. */
const saidBy = (body: Members, items: Members[]): Prompt => ({ ...without(body, unread), messages: items.map(measured) })

/** An output of a tool is what its message says, and a picture is no text. */
function measured({ output, result, ...item }: Members): PromptMessage {
  if (output !== undefined) return { ...item, content: output } as PromptMessage
  if (typeof result === 'string') return { ...item, content: [{ type: 'input_image' }] } as unknown as PromptMessage
  return item as PromptMessage
}
