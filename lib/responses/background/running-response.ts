import 'server-only'
import { once } from '@/lib/once'

/** Why an answer in the background ends before its end. */
export type Stop = 'cancelled' | 'deleted' | 'interrupted' | 'too_long'

const running = () => once('responses.running', () => new Map<string, RunningResponse>())

/** The answers that this process makes in the background. */
export const runningResponse = (id: string): RunningResponse | undefined => running().get(id)
export const runningResponses = (): RunningResponse[] => [...running().values()]

/** In bytes: what is left of an answer's stored events in memory, for those who follow it closely. */
const remembered = 262_144
/** In bytes: all events of one answer. */
const mostEvents = 64 * 1024 * 1024

/** An answer that is made without its caller: its events so far, and who wants to hear of them. */
export class RunningResponse {
  readonly id: string
  readonly owner: number
  stopped: Stop | undefined
  /** Resolves when nothing of it is written any more. */
  keeper: Promise<void> = Promise.resolve()
  readonly #stop = new AbortController()
  #events: string[] = []
  /** The number of the first event here, and of the first one that is not stored yet. */
  #first = 0
  #unkept = 0
  #bytes = 0
  #allBytes = 0
  #changed = Promise.withResolvers<void>()
  readonly #over = Promise.withResolvers<void>()
  readonly #forgotten = Promise.withResolvers<void>()
  #isOver = false

  constructor({ id, owner }: Pick<RunningResponse, 'id' | 'owner'>) {
    this.id = id
    this.owner = owner
    running().set(id, this)
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  stop(why: Stop): void {
    if (this.over) return
    this.stopped ??= why
    this.#stop.abort()
  }

  /** The number of the next event. */
  get next(): number {
    return this.#first + this.#events.length
  }

  add(event: string): void {
    this.#events.push(event)
    this.#bytes += event.length
    this.#allBytes += event.length
    if (this.#allBytes > mostEvents) this.stop('too_long')
    this.#tell()
  }

  /** Those from this number on; undefined when they are in the database alone. */
  since(number: number): string[] | undefined {
    return number < this.#first ? undefined : this.#events.slice(number - this.#first)
  }

  unkept(): { first: number; events: string[] } {
    return { first: this.#unkept, events: this.#events.slice(this.#unkept - this.#first) }
  }

  /** The events below this number are stored, and old ones need not be here any more. */
  kept(number: number): void {
    this.#unkept = number
    while (this.#bytes > remembered && this.#first < number) {
      this.#bytes -= this.#events.shift()?.length ?? 0
      this.#first++
    }
  }

  /** Resolves when something was added, or all of it is stored. */
  changed(): Promise<void> {
    return this.#changed.promise
  }

  get over(): boolean {
    return this.#isOver
  }

  /** Resolves when nothing is added any more. */
  get ended(): Promise<void> {
    return this.#over.promise
  }

  end(): void {
    this.#isOver = true
    this.#over.resolve()
  }

  /** All of it is stored: whoever follows it reads on in the database. */
  forget(): void {
    this.end()
    running().delete(this.id)
    this.#forgotten.resolve()
    this.#tell()
  }

  get forgotten(): Promise<void> {
    return this.#forgotten.promise
  }

  #tell(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}
