import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** What server.ts is given by Next's build, because it imports nothing of ours itself. */
export interface HandOver {
  /** Whether gateway paths skip Next. */
  direct: boolean
  sharedPort: boolean
  /** Whether a path belongs to the gateway. */
  serves(path: string): boolean
  listener(request: IncomingMessage, response: ServerResponse): void
  /** Whether Next can be asked with this verb at all. */
  nextTakes(verb: string | undefined): boolean
  /** Makes a request for the portal one that Next can take. */
  fitForNext(request: IncomingMessage): void
  /** Answers what is no request: what could not be read as one, and what wants a tunnel. */
  refuseUnread(error: object, socket: Duplex): void
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
