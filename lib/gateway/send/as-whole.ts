import 'server-only'
import { Readable } from 'node:stream'
import { type Dispatcher, errors } from 'undici'
import type { Signal } from '@/lib/signal'
import {
  type GivenUp,
  longestBody,
  type ReadOptions,
  readAll,
  type UpstreamResponse,
  type WholeResponse,
} from '../protocols/upstream-response'
import { ofRefusal, type Way } from './attempt'
import { type Deadline, deadlineClock } from './deadline-clock'
import { decoded } from './decompress'

/** In one piece: the answer is there when all of it is. No stream and no timer is made for it. */
export const asWhole: Way<WholeResponse> = {
  async post({ pool, prefix, query }, { path, headers, body, longest = longestBody }, { answer }, signal) {
    const timeoutMs = answer * 1000
    const { promise, resolve, reject } = Promise.withResolvers<WholeResponse>()
    const collector = new Collector({ longest, until: performance.now() + timeoutMs, signal, resolve, reject })
    pool.dispatch({ method: 'POST', path: prefix + path + query, headers, body }, collector)
    return unpacked(await promise, { limit: longest, timeoutMs, signal })
  },
  async local(response, { answer }, signal) {
    return { ...response, body: await readAll(response.body, { timeoutMs: answer * 1000, signal }) }
  },
  readRefusal: ({ body }) => body,
}

interface Collecting {
  longest: number
  until: number
  signal: Signal
  resolve(response: WholeResponse): void
  reject(error: Error): void
}

const isGood = (status: number): boolean => status >= 200 && status < 300

/** Collects a response. It rejects up to the headers; later the reason stands in place of the body. */
class Collector implements Dispatcher.DispatchHandler, Deadline {
  until: number
  readonly #signal: Signal
  readonly #resolve: Collecting['resolve']
  readonly #reject: Collecting['reject']
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: WholeResponse['headers'] = {}
  #limit: number
  #size = 0
  /** Views of what the socket has read, whose memory is not used again. */
  readonly #parts: Buffer[] = []
  #over = false

  constructor({ longest, until, signal, resolve, reject }: Collecting) {
    this.#limit = longest
    this.until = until
    this.#signal = signal
    this.#resolve = resolve
    this.#reject = reject
    deadlineClock().watch(this)
    signal.addEventListener('abort', this.#left)
    if (signal.aborted) this.#left()
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    this.#controller = controller
    // It was given up while it waited for its connection.
    if (this.#over) controller.abort(new errors.RequestAbortedError())
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: WholeResponse['headers']) {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
    if (isGood(status)) return
    this.#limit = ofRefusal.limit
    this.until = Math.min(this.until, performance.now() + ofRefusal.timeoutMs)
  }

  onResponseData(_: Dispatcher.DispatchController, part: Buffer) {
    this.#size += part.length
    if (this.#size > this.#limit) this.#giveUp('too_large')
    else this.#parts.push(part)
  }

  onResponseEnd() {
    const [first] = this.#parts
    this.#end(this.#parts.length === 1 && first ? first : Buffer.concat(this.#parts))
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error) {
    if (this.#status === 0) this.#fail(error)
    else this.#end('cut')
  }

  passed() {
    this.#giveUp('timeout')
  }

  #left = () => this.#giveUp('aborted')

  #giveUp(why: GivenUp) {
    if (this.#status !== 0) this.#end(why)
    else this.#fail(why === 'timeout' ? new errors.HeadersTimeoutError() : new errors.RequestAbortedError())
    this.#controller?.abort(new errors.RequestAbortedError())
  }

  #end(body: Buffer | GivenUp) {
    if (this.#leave()) this.#resolve({ status: this.#status, headers: this.#headers, body })
  }

  #fail(error: Error) {
    if (this.#leave()) this.#reject(error)
  }

  /** False when it was over before: aborting a request makes an error of its own. */
  #leave(): boolean {
    if (this.#over) return false
    this.#over = true
    deadlineClock().forget(this)
    this.#signal.removeEventListener('abort', this.#left)
    return true
  }
}

/** Almost no upstream packs a whole answer, since it is asked not to. */
async function unpacked(response: WholeResponse, options: ReadOptions): Promise<WholeResponse> {
  const { status, headers, body } = response
  if (typeof body === 'string' || headers['content-encoding'] === undefined) return response
  const plain: UpstreamResponse = decoded({ status, headers, body: Readable.from([body]) })
  const limit = isGood(status) ? options.limit : ofRefusal.limit
  return { status, headers: plain.headers, body: await readAll(plain.body, { ...options, limit }) }
}
