import type { IncomingMessage, ServerResponse } from 'node:http'

/** What server.ts is given by Next's build, because it imports nothing of ours itself. */
export interface HandOver {
  /** Whether gateway paths skip Next. */
  direct: boolean
  sharedPort: boolean
  /** Whether a path belongs to the gateway. */
  serves(path: string): boolean
  listener(request: IncomingMessage, response: ServerResponse): void
  /** Answers in place of everything while the server drains. */
  refuse(request: IncomingMessage, response: ServerResponse): void
  /** How long running calls may go on. */
  drainSeconds(): number
  drainBegins(): void
  /** After the last call: writes what is not written yet and says goodbye to the other processes. */
  finish(): Promise<void>
}

const waiting = globalThis as { atriumHandOver?: PromiseWithResolvers<HandOver> }

/** Nobody waits in `next dev`, where every path goes through the route handlers. */
export const handOver = (door: HandOver): void => waiting.atriumHandOver?.resolve(door)
export const handOverFailed = (error: unknown): void => waiting.atriumHandOver?.reject(error)
