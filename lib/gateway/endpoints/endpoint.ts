import type { Readable } from 'node:stream'
import type { Mode } from '@/lib/catalog/names'
import type { Protocol as ProtocolName } from '@/lib/catalog/protocols'
import type { ErrorCode } from '@/lib/errors'
import type { Signal } from '@/lib/signal'
import type { Reply } from '../call/call'
import type { Caller } from '../call/caller'
import type { Exchange } from '../call/exchange'
import type { AnswerPart, Usage } from '../generation/part'
import type { GenerationRequest } from '../generation/request'
import type { TaskName, TaskRequest } from '../generation/task'
import type { FormPart, ReadForm } from '../parse/read-form'
import type { BodyKind, ReadRequest } from '../parse/read-request'
import type { UpstreamEvent } from '../protocols/protocol'
import type { Refusal } from '../reply/refusal'

type Method = 'GET' | 'POST' | 'DELETE'

/** What the path of a call says beside the endpoint's name. */
export interface UrlParams {
  /** What stands in the path for `{id}`; '' for a name without one. */
  id: string
  /** The same for `{item}`. */
  item?: string
  /** What follows the question mark. */
  query: string
}

/** A call that costs nothing. */
export interface FreeCall {
  exchange: Exchange
  caller: Caller
  at: UrlParams
  /** Reads the body as a JSON object. */
  json(): Promise<Record<string, unknown>>
  /** Reads it as a form, whose `leave` is called when it is not needed any more. */
  form(): Promise<ReadForm>
  /** How many tokens a request comes to, at the model that it names. */
  countInput(request: GenerationRequest): Promise<number>
}

/**
 * What is answered here, free of charge. In the name, which is what stands below the base path, `{id}` and `{item}` are parts of a path without
 * a slash, and `{id...}` is all that is left of it.
 */
export interface FreeEndpoint {
  method: Method
  name: string
  answer(call: FreeCall): unknown
  /** It has a limit of its own, since its clients come in bursts. */
  ownLimit?: true
  /** Errors in a shape other than OpenAI's. */
  refusal?: WriteRefusal
}

/** What is answered here with something else than JSON. */
export interface RawEndpoint extends Omit<FreeEndpoint, 'answer'> {
  send(call: FreeCall): Promise<Reply>
}

/** What anybody may ask for, without a key. */
export interface OpenEndpoint extends Omit<FreeEndpoint, 'answer'> {
  show(call: Pick<FreeCall, 'exchange' | 'at'>): Promise<Reply>
}

/** What only says by the call's address which of the other endpoints answers it. */
export interface GateEndpoint extends Omit<FreeEndpoint, 'answer'> {
  leadsTo(call: Pick<FreeCall, 'caller' | 'at'>): Led
}

/** Where a call goes on, and how its body is taken out of what it came in. */
export interface Led {
  endpoint: FreeEndpoint | RawEndpoint | ModelEndpoint
  unwrap?(read: ReadRequest): ReadRequest
}

/** `detail`: repeat the words for clients of the /apiv2 paths. */
type WriteRefusal = (refusal: Refusal, about: { id: string; detail: boolean }) => string

/** What an answer's head is made of, where no upstream of the same protocol has made one. */
export interface AnswerHead {
  request: GenerationRequest
  /** The name that the answer gives the model. */
  model: string
  /** The call's id and time. */
  id: string
  time: Date
  /** The user whose call it is; undefined where the answer is nobody's to ask for again. */
  owner?: number
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
  /** Of the stream; by default an event stream. */
  readonly contentType?: string
  /** What tells a caller in a silence that the answer still comes; by default a comment. */
  readonly keepAlive?: string
  write(parts: AnswerPart[]): string
  /** An event of the family's own protocol, as it came: `data` is its text, where there is one. */
  pass(json: Record<string, unknown>, data: string | undefined): string
  /** The events that follow are those of the same request sent again. */
  again(): void
  /** The end of a complete answer. */
  last(told: AnswerTotal): string | Promise<string>
  /** An error in place of an end. */
  failed(code: ErrorCode, message?: string): string
}

/** An answer that is made without its caller, who asks for it later. It is given the events that a caller would get, and then its end. */
export interface BackgroundAnswer {
  /** What the caller gets at once, or from now on. */
  reply: string | Readable
  /** Aborts when nobody wants the answer any more, or it cannot be made. */
  signal: Signal
  take(data: string, name: string): void
  /** `error`: nothing, or nothing more, could be delivered. */
  end(error?: ToldError): Promise<void>
}

export interface ToldError {
  code: ErrorCode
  message: string
}

interface PaidEndpoint {
  method: 'POST'
  name: string
  /** The protocol that it speaks itself: between it and an upstream that speaks the same, bytes pass. */
  speaks: ProtocolName
  /** What the path says that other families say in the body. */
  inPath?(at: UrlParams): { model: string; stream: boolean }
  /** The body with what it only refers to, such as earlier answers or a file of this user, in its place. */
  recall?(body: Record<string, unknown>, owner: number, callId: string): Promise<Record<string, unknown>>
  /** Gives back what `recall` took for the call, whatever has become of that. */
  release?(body: Record<string, unknown>, owner: number, callId: string): Promise<void>
  refusal: WriteRefusal
}

/** Everything of the caller's side of a request for an answer that a model generates, and what is paid for. It knows nothing of upstreams. */
export interface GenerationEndpoint extends PaidEndpoint {
  /**
   * Checks what the gateway relies on; unknown members stay. `at` is where the call was sent; the pages' own calls have no place. `recalled`
   * is what `recall` made of the body.
   */
  parse(body: Record<string, unknown>, at?: UrlParams, recalled?: Record<string, unknown>): GenerationRequest
  /** The headers of a call that an upstream of the same protocol is told, unread. */
  forwards?: readonly string[]
  stream(head: AnswerHead): StreamWriter
  /** Begins an answer that is made without its caller. */
  background?(head: AnswerHead): Promise<BackgroundAnswer>
  /** A whole answer as JSON, which may be long. */
  whole(answer: UpstreamEvent, head: AnswerHead & AnswerTotal): string | Promise<string>
}

/** Everything of the caller's side of a request for something else: vectors, an order, a verdict, a picture, a voice. */
export interface TaskEndpoint extends PaidEndpoint {
  task: TaskName
  /** What a model must be able to do for it. */
  mode: Mode
  /** How it is asked; default: with JSON. */
  takes?: BodyKind
  parse(body: Record<string, unknown>, form?: FormPart[], at?: UrlParams): TaskRequest | Promise<TaskRequest>
  /** A whole answer in the family's shape; by default what came, with the model's name and what is added. */
  whole?(json: Record<string, unknown>, about: { usage: Usage | null }): Record<string, unknown>
  /** Members that the family's clients look for, where an answer has none. */
  adds?(json: Record<string, unknown>, about: { usage: Usage | null }): Record<string, unknown> | null
}

export type ModelEndpoint = GenerationEndpoint | TaskEndpoint
export type Endpoint = FreeEndpoint | RawEndpoint | OpenEndpoint | GateEndpoint | ModelEndpoint

export const isOpen = (endpoint: Endpoint): endpoint is OpenEndpoint => 'show' in endpoint
export const isGate = (endpoint: Endpoint): endpoint is GateEndpoint => 'leadsTo' in endpoint
export const isFree = (endpoint: Endpoint): endpoint is FreeEndpoint | RawEndpoint => 'answer' in endpoint || 'send' in endpoint
export const isTask = (endpoint: ModelEndpoint): endpoint is TaskEndpoint => 'task' in endpoint
