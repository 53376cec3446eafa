import { isObject } from '@/lib/json-object'
import type { GenerationRequest, Prompt } from '../../generation/request'
import type { RequestTarget } from '../protocol'
import { promptItems } from './prompt-items'
import { toldTools } from './told-tools'

type Members = Record<string, unknown>

const given = (value: unknown): boolean => value !== undefined && value !== null

/** The target's members win, since they make the model what its name promises. */
export function requestBody(
  asked: GenerationRequest,
  { upstreamModel, params, unasked }: Pick<RequestTarget, 'upstreamModel' | 'params' | 'unasked'>,
): Members {
  const own = asked.own?.protocol === 'openai-responses' ? ownBody(asked.own.body) : told(asked)
  const ceiling = asked.ceiling ?? unasked
  const body: Members = { ...own, ...(ceiling !== null && { max_output_tokens: ceiling }) }
  for (const [name, value] of Object.entries(params ?? {}))
    body[name] = isObject(value) && isObject(own[name]) ? { ...own[name], ...value } : value
  return { ...body, model: upstreamModel, input: own.input, stream: asked.stream, store: false }
}

/** What a question about the input takes; what an answer may be has no place in it. */
const counted = ['model', 'input', 'instructions', 'tools', 'tool_choice', 'parallel_tool_calls', 'reasoning', 'text', 'truncation']

export const countedBody = (asked: GenerationRequest, target: Pick<RequestTarget, 'upstreamModel' | 'params'>): Members =>
  only(counted, requestBody(asked, { ...target, unasked: null }))

/** What a conversation that is made short is asked with. */
const compacted = ['model', 'input', 'instructions', 'prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention', 'service_tier']

export const compactedBody = (asked: GenerationRequest, target: RequestTarget): Members => only(compacted, requestBody(asked, target))

const only = (names: string[], body: Members): Members =>
  Object.fromEntries(names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]))

const proofs = 'reasoning.encrypted_content'

/** The caller's own body. Since nothing is stored there, thoughts come with their proofs where later calls may go on from them. */
function ownBody({ previous_response_id: _previous, background: _background, conversation: _conversation, ...body }: Members): Members {
  const { include, store, reasoning } = body
  const keeps = store !== false && isObject(reasoning)
  const listed = Array.isArray(include) ? include : []
  return keeps && !listed.includes(proofs) ? { ...body, include: [...listed, proofs] } : body
}

/** Members of the chat shape that have a place of their own here, or mean nothing here. */
const elsewhere =
  `messages tools tool_choice functions function_call parallel_tool_calls response_format verbosity reasoning_effort max_tokens
  max_completion_tokens stream stream_options n seed store logprobs stop presence_penalty frequency_penalty logit_bias modalities
  prediction audio web_search_options`.split(/\s+/)

/** A prompt in the words of Responses. What these lack is told by `untold` beforehand. */
function told({ prompt, thinkingBudget, own }: GenerationRequest): Members {
  const body: Members = { ...prompt }
  for (const name of elsewhere) delete body[name]
  const input = promptItems(prompt.messages, own !== undefined)
  const text = textOf(prompt)
  const reasoning = reasoningOf(prompt, thinkingBudget)
  const thinks = reasoning ?? input.find(({ type }) => type === 'reasoning')
  return {
    ...body,
    input,
    ...toldTools(prompt),
    ...(text && { text }),
    ...(reasoning && { reasoning }),
    ...(thinks && { include: [proofs] }),
  }
}

function textOf({ response_format: format, verbosity }: Prompt): Members | undefined {
  const { type, json_schema: schema } = (format ?? {}) as Members
  const text: Members = {}
  if (type === 'json_schema') text.format = { type, ...(schema as Members) }
  else if (type === 'json_object') text.format = { type }
  if (given(verbosity)) text.verbosity = verbosity
  return Object.keys(text).length > 0 ? text : undefined
}

/** Whoever counts the tokens of a thought wants to read it, and all that may be read of it is a summary. */
function reasoningOf({ reasoning_effort: effort }: Prompt, budget: number | null | undefined): Members | undefined {
  if (!given(effort) && !budget) return undefined
  return { ...(given(effort) && { effort }), ...(budget && { summary: 'auto' }) }
}
