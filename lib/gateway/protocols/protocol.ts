import type { Readable } from 'node:stream'
import type { CeilingNames } from '@/lib/catalog/presets'
import type { Signal } from '@/lib/signal'
import type { AnswerPart } from '../generation/part'
import type { GenerationRequest, Untold } from '../generation/request'
import type { EventReport, TaskAnswer, TaskName, TaskRequest } from '../generation/task'
import type { UpstreamResponse } from './upstream-response'

export interface UpstreamRequest {
  /** Joined to the upstream's base URL; begins with a slash. */
  path: string
  headers: Record<string, string>
  /** A stream is made anew for each attempt. */
  body: Buffer | string | Readable
  /** Bytes of an answer in one piece; default 32 MiB. */
  longest?: number
}

export interface RequestTarget {
  upstreamModel: string
  apiKey: string | null
  /** Members that the operator adds to every request, in the protocol's own shape. */
  params: Record<string, unknown> | null
  /** The names of the ceiling that it is sent. */
  ceiling: CeilingNames
  /** It is asked for the usage so far with every chunk of a stream. */
  usageInChunks?: boolean
  /** The ceiling of one answer where the caller has named none; null: none is sent. */
  unasked: number | null
  /** The model is known to think, so that it may be told how hard. */
  reasons?: boolean
  /** The most tokens that are held for one answer, for protocols that want a ceiling in every request. */
  longest(): number
}

/** An upstream's event, or its whole answer, and what it says. `json` as it was sent; null: it cannot go on as it is. */
export interface UpstreamEvent {
  parts: AnswerPart[]
  json: Record<string, unknown> | null
}

/** Reads the events of one answer, in order. */
export interface EventReader {
  /** `done` for the end marker, `malformed` for what is no event. `name` is the event's, '' when it has none. */
  read(data: string, name: string): UpstreamEvent | 'done' | 'malformed'
  /** A whole answer, sent although a stream was asked for, as the events that it would have been. */
  readWhole(text: string): UpstreamEvent[] | 'malformed'
}

/** How a task is asked and its answer read. */
export interface UpstreamTask {
  request(asked: TaskRequest, target: Pick<RequestTarget, 'upstreamModel' | 'apiKey' | 'params'>): UpstreamRequest
  /** What of it this protocol has no words for. */
  untold?(asked: TaskRequest): Untold | undefined
  /** A whole answer of status 2xx that is an object and names no error. */
  read(json: Record<string, unknown>, asked: TaskRequest): TaskAnswer | 'malformed'
  /** An event of a stream that is an object and names no error. */
  readEvent?(json: Record<string, unknown>): EventReport
  /** A protocol without a network answers by itself. */
  local?(asked: TaskRequest, signal: Signal): UpstreamResponse
}

/** Everything of the upstream's side. What it reads it says in parts; it knows nothing of the caller's shape. */
export interface UpstreamProtocol {
  /** Builds the request for one attempt. The caller's own body goes on as it is where the shapes are the same. */
  request(asked: GenerationRequest, target: RequestTarget): UpstreamRequest
  /** What this protocol has no words for; undefined when all can be told. */
  untold?(asked: GenerationRequest): Untold | undefined
  /** What a target's own members make of the ceiling and the number of answers that were asked for. */
  asks(asked: GenerationRequest, params: Record<string, unknown> | null): { ceiling: number | null; answers: number }
  /** The path of an upstream's address as requests need it; undefined: as it was written. */
  prefix?(path: string): string
  reader(): EventReader
  /** A whole answer of status 2xx. An error inside it is a part. */
  readAnswer(json: unknown): UpstreamEvent | 'malformed'
  /** How the models are listed that an upstream offers. */
  listModels: { path: string; headers(apiKey: string | null): Record<string, string>; read(json: unknown): { id: string }[] }
  /** Where it counts for others what a request comes to. `read` answers undefined for what is no count. */
  countInput?: {
    request(asked: GenerationRequest, target: Pick<RequestTarget, 'upstreamModel' | 'apiKey' | 'params'>): UpstreamRequest
    read(json: unknown): number | undefined
  }
  /** What it knows beside generated answers. */
  tasks?: Partial<Record<TaskName, UpstreamTask>>
  /** A protocol without a network answers by itself. */
  answer?(asked: GenerationRequest, target: RequestTarget, signal: Signal): UpstreamResponse
}
