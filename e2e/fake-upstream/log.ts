import { appendFileSync } from 'node:fs'

/** Moments of a call at which a test may interfere, for example kill the gateway. */
export type Point = 'received' | 'headers' | 'chunk' | 'content' | 'finished' | 'gone'

export interface LoggedCall {
  seq: number
  /** What stands between [[ and ]] in the prompt, else the call's x-client-request-id. */
  id: string | null
  model: string
  stream: boolean
  startedAt: string
  /** The ceiling on the answer's tokens that the request named. */
  asked: number | null
  /** The header `anthropic-beta`. */
  beta: string | null
  /** What this upstream told in `usage`; null when it told nothing. */
  reported: Record<string, unknown> | null
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  /** Tool calls of the answer. */
  toolCalls: number
  /** Pieces of content (text, reasoning, tool arguments) handed to the socket. */
  chunks: number
  status: number | null
  state: 'running' | 'finished' | 'failed' | 'gone'
  goneAt: string | null
  endedAt: string | null
}

export interface CallLog {
  open(call: Pick<LoggedCall, 'id' | 'model' | 'stream' | 'asked' | 'beta'>): LoggedCall
  at(point: Point, call: LoggedCall): void
  close(call: LoggedCall, state: 'finished' | 'failed' | 'gone'): void
  calls(): LoggedCall[]
  clear(): void
}

/** The log is kept in memory, and also as one JSON line per ended call when a file is named. */
export function callLog(file: string | undefined, at: (point: Point, call: LoggedCall) => void): CallLog {
  let calls: LoggedCall[] = []
  let seq = 0
  return {
    open(start) {
      const call: LoggedCall = {
        seq: ++seq,
        ...start,
        startedAt: new Date().toISOString(),
        reported: null,
        promptTokens: 0,
        cachedTokens: 0,
        completionTokens: 0,
        toolCalls: 0,
        chunks: 0,
        status: null,
        state: 'running',
        goneAt: null,
        endedAt: null,
      }
      calls.push(call)
      at('received', call)
      return call
    },
    at,
    close(call, state) {
      if (call.state !== 'running') return
      call.state = state
      call.endedAt = new Date().toISOString()
      if (state === 'gone') call.goneAt = call.endedAt
      if (file) appendFileSync(file, `${JSON.stringify(call)}\n`)
      at(state === 'gone' ? 'gone' : 'finished', call)
    },
    calls: () => calls,
    clear() {
      calls = []
    },
  }
}
