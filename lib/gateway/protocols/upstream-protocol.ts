import type { CeilingNames } from '@/lib/catalog/schema'
import type { ChatBody } from '../call/chat-body'
import type { UpstreamResponse } from './upstream-response'

export interface UpstreamRequest {
  /** Joined to the upstream's base URL; begins with a slash. */
  path: string
  headers: Record<string, string>
  body: Buffer | string
}

export interface RequestTarget {
  upstreamModel: string
  apiKey: string | null
  params: Record<string, unknown> | null
  /** The names of the ceiling that it is sent. */
  ceiling: CeilingNames
  /** The ceiling of one answer where the caller has named none; null: the model's own end is end enough. */
  unasked: number | null
}

export interface UpstreamProtocol {
  /** Builds the request for one attempt from the caller's parsed body, which is left as it was. */
  chatRequest(body: ChatBody, target: RequestTarget): UpstreamRequest
  /** How the models are listed that an upstream offers. */
  listModels: { path: string; headers(apiKey: string | null): Record<string, string>; read(json: unknown): { id: string }[] }
  /** A protocol without a network answers by itself. */
  answer?(body: ChatBody, target: RequestTarget, signal: AbortSignal): UpstreamResponse
}
