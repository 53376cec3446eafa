import type { Protocol as ProtocolName } from '@/lib/catalog/protocols'
import type { Original } from '@/lib/json-edit'

/**
 * What a model is asked, in the tongue that all families and protocols share: OpenAI's chat shape, with the named extensions below.
 * Members that it does not name stay. Only a request that came in another shape (`own`) has the extensions; a protocol tells them in its
 * own words or leaves them out, and a chat caller's own members of these names pass as what they are.
 */
export interface Prompt {
  messages: PromptMessage[]
  tools?: unknown[] | null
  [member: string]: unknown
}

export interface PromptMessage {
  role: string
  /** Of a `tool` message it may hold pictures, which chat upstreams are told in a user's message after it. */
  content?: string | PromptPart[] | null
  tool_calls?: PromptToolCall[] | null
  /** Extension, of an assistant: earlier thoughts with their proofs, in order. */
  thinking_blocks?: Thought[]
  /** Extension, of a `tool` message: the tool failed. */
  is_error?: boolean
  [member: string]: unknown
}

/** An earlier thought as it was told: with its proof, or hidden. */
export type Thought = { type: 'thinking'; thinking: string; signature?: string } | { type: 'redacted_thinking'; data: string }

export interface PromptPart {
  type: string
  text?: string
  [member: string]: unknown
}

export interface PromptToolCall {
  id?: string
  function?: { name?: string; arguments?: string }
  /** Extension: the proof of the thought that led to the call, in Google's place for it. */
  extra_content?: { google?: { thought_signature?: string } }
  [member: string]: unknown
}

/** What is in the way of saying something in another shape: the member, and what to do about it. */
export interface Untold {
  param: string
  message: string
}

/** A request for an answer, as an endpoint's family makes it of the caller's body. */
export interface GenerationRequest {
  /** By the name that the caller used. */
  model: string
  stream: boolean
  /** It is answered without its caller, who asks for the answer later. */
  background?: true
  /** Not an answer is wanted but the conversation made short; a server that speaks Responses has a path of its own for it. */
  compacts?: true
  /** The stream is one JSON list of its events. */
  asList?: true
  /** How many answers are asked for. */
  answers: number
  /** The most tokens of one answer that the caller allows; null: it does not say. */
  ceiling: number | null
  prompt: Prompt
  /** What the caller sent, until an upstream has answered. */
  original?: Original | undefined
  /** Tokens that the model may think for, where the caller counts them; null: it may not think. `prompt.reasoning_effort` says it in a word. */
  thinkingBudget?: number | null
  /** The body as it came, and the protocol that its shape is of, where that is not the common one. */
  own?: {
    protocol: ProtocolName
    body: Record<string, unknown>
    /** Without what the body only referred to; default: that body. */
    asked?: Record<string, unknown>
    /** It has parts in the common shape, too, so that it is sent to nobody as it came. */
    mixed?: true
  }
  /** What is weighed and counted of the request, where the body as it came has no messages; default: that body. */
  said?: Prompt
  /** Headers of the call that an upstream of the family's own protocol is told, too. */
  headers?: Record<string, string>
  /** What of `own` the prompt could not be told, so that only an upstream of the family's own protocol can answer. */
  ownOnly?: Untold
}

/** Everything that the caller said: some upstreams are sent the body as it came, which says more than the prompt made of it. */
export const saidIn = ({ said, own, prompt }: Pick<GenerationRequest, 'said' | 'own' | 'prompt'>): Prompt =>
  said ?? (own?.body as Prompt | undefined) ?? prompt
