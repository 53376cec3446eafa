import type { ChatBody } from '../chat'
import type { UpstreamResponse } from '../upstream-response'

interface UpstreamRequest {
  /** Joined to the upstream's base URL; begins with a slash. */
  path: string
  headers: Record<string, string>
  body: Buffer | string
}

export interface RequestTarget {
  upstreamModel: string
  apiKey: string | null
  params: Record<string, unknown> | null
}

export interface UpstreamProtocol {
  /** Builds the request for one attempt from the caller's parsed body, which is left as it was. */
  chatRequest(body: ChatBody, target: RequestTarget): UpstreamRequest
  /** How the models are listed that an upstream offers. */
  listModels: { path: string; headers(apiKey: string | null): Record<string, string>; read(json: unknown): { id: string }[] }
  /** A protocol without a network answers by itself. */
  answer?(body: ChatBody, target: RequestTarget, signal: AbortSignal): UpstreamResponse
}
