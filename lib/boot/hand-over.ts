import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** The object that Next's build hands to server.ts, because that imports nothing of ours. */
export interface HandOver {
  /** Whether gateway paths skip Next. */
  direct: boolean
  sharedPort: boolean
  /** Whether a path belongs to the gateway. */
  serves(path: string): boolean
  listener(request: IncomingMessage, response: ServerResponse): void
  /** Whether Next accepts this verb at all. */
  nextTakes(verb: string | undefined): boolean
  /** Changes a request for the portal so that Next accepts it. */
  fitForNext(request: IncomingMessage): void
  /** Answers what is not a request: bytes that could not be read as one, and requests for a tunnel. */
  refuseUnread(error: object, socket: Duplex): void
  /** Answers every request while the server drains. */
  refuse(request: IncomingMessage, response: ServerResponse): void
  /** How long running calls may go on. */
  drainSeconds(): number
  drainBegins(): void
  /** Resolves when no answer is made in the background any more. */
  backgroundEnded(): Promise<void>
  /** Call it after the last call: it writes what is not written yet and tells the other processes that this one has ended. */
  finish(): Promise<void>
}

const waiting = globalThis as { atriumHandOver?: PromiseWithResolvers<HandOver> }

/** In `next dev` nobody waits for this, because every path goes through the route handlers. */
export const handOver = (door: HandOver): void => waiting.atriumHandOver?.resolve(door)
export const handOverFailed = (error: unknown): void => waiting.atriumHandOver?.reject(error)
