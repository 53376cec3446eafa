import type { Protocol as ProtocolName } from '@/lib/catalog/protocols'
import type { ErrorCode } from '@/lib/errors'
import type { Caller } from '../call/caller'
import type { Exchange } from '../call/exchange'
import type { AnswerPart, Usage } from '../generation/part'
import type { GenerationRequest } from '../generation/request'
import type { UpstreamEvent } from '../protocols/protocol'
import type { Refusal } from '../reply/refusal'

/** What is answered here, free of charge. `name` is what stands below the base path; `rest` what follows a trailing `/*`. */
export interface FreeEndpoint {
  method: 'GET' | 'POST'
  name: string
  answer(request: { exchange: Exchange; caller: Caller; rest: string }): unknown
}

/** What an answer's head is made of, where no upstream of the same protocol has made one. */
export interface AnswerHead {
  request: GenerationRequest
  /** The name that the answer gives the model. */
  model: string
  /** The call's id and time. */
  id: string
  time: Date
  /** The upstream speaks the family's own protocol, so that what it sends may go on as it came. */
  alike: boolean
}

/** What is known at the end of an answer. `cost` as a plain decimal. */
export interface AnswerTotal {
  cost: string | undefined
  /** What is charged for; null: nothing, or not known. */
  usage: Usage | null
}

/** Writes one answer as a stream, in the shape of its family. What is written goes out in order. */
export interface StreamWriter {
  write(parts: AnswerPart[]): string
  /** An event of the family's own protocol, as it came: `data` is its text, where there is one. */
  pass(json: Record<string, unknown>, data: string | undefined): string
  /** The events that follow are those of the same request sent again. */
  again(): void
  /** The end of a complete answer. */
  last(told: AnswerTotal): string
  /** An error in place of an end. */
  failed(code: ErrorCode, message?: string): string
}

/** Everything of the caller's side of one kind of request: what a model answers, and what is paid for. It knows nothing of upstreams. */
export interface ModelEndpoint {
  method: 'POST'
  name: string
  /** The protocol that it speaks itself: between it and an upstream that speaks the same, bytes pass. */
  speaks: ProtocolName
  /** Checks what the gateway relies on; unknown members stay. */
  parse(body: Record<string, unknown>): GenerationRequest
  stream(head: AnswerHead): StreamWriter
  /** A whole answer as JSON, which may be long. */
  whole(answer: UpstreamEvent, head: AnswerHead & AnswerTotal): string
  /** `detail`: repeat the words for clients of the /apiv2 paths. */
  refusal(refusal: Refusal, about: { id: string; detail: boolean }): string
}

export type Endpoint = FreeEndpoint | ModelEndpoint

export const isFree = (endpoint: Endpoint): endpoint is FreeEndpoint => 'answer' in endpoint
