import type { Protocol as ProtocolName } from '@/lib/catalog/protocols'

/** What a model is asked, in the tongue that all families and protocols share: OpenAI's chat shape. Members that it does not name stay. */
export interface Prompt {
  messages: PromptMessage[]
  tools?: unknown[] | null
  [member: string]: unknown
}

export interface PromptMessage {
  role: string
  content?: string | PromptPart[] | null
  tool_calls?: PromptToolCall[] | null
  [member: string]: unknown
}

export interface PromptPart {
  type: string
  text?: string
  [member: string]: unknown
}

interface PromptToolCall {
  id?: string
  function?: { name?: string; arguments?: string }
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
  /** How many answers are asked for. */
  answers: number
  /** The most tokens of one answer that the caller allows; null: it does not say. */
  ceiling: number | null
  prompt: Prompt
  /** The body as it came, and the protocol that its shape is of, where that is not the common one. */
  own?: { protocol: ProtocolName; body: Record<string, unknown> }
  /** What of `own` the prompt could not be told, so that only an upstream of the family's own protocol can answer. */
  ownOnly?: Untold
}

/** Everything that the caller said: some upstreams are sent the body as it came, which says more than the prompt made of it. */
export const saidIn = ({ own, prompt }: Pick<GenerationRequest, 'own' | 'prompt'>): Prompt => (own?.body as Prompt | undefined) ?? prompt
