import type { Caller } from '../call/caller'
import type { ChatBody } from '../call/chat-body'
import type { Exchange } from '../call/exchange'

/** What is answered here, free of charge. `name` is what stands below the base path; `rest` what follows a trailing `/*`. */
export interface FreeEndpoint {
  method: 'GET' | 'POST'
  name: string
  answer(request: { exchange: Exchange; caller: Caller; rest: string }): unknown
}

/** What a model answers, and what is paid for: held, sent, relayed, settled, recorded. */
export interface ModelEndpoint {
  method: 'POST'
  name: string
  /** Checks what the gateway relies on; unknown members stay. */
  parse(body: Record<string, unknown>): ChatBody
}

export type Endpoint = FreeEndpoint | ModelEndpoint

export const isFree = (endpoint: Endpoint): endpoint is FreeEndpoint => 'answer' in endpoint
