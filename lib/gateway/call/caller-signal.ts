import type { Signal } from '@/lib/signal'

/** Tells once that the caller has left. An AbortController would do the same at several times the time and memory, for every call. */
export class CallerSignal implements Signal {
  aborted = false
  readonly #listeners: (() => void)[] = []

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.aborted && !this.#listeners.includes(listener)) this.#listeners.push(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener)
    if (at >= 0) this.#listeners.splice(at, 1)
  }

  /** A listener that another one takes off meanwhile is not called any more. */
  abort(): void {
    this.aborted = true
    for (let next = this.#listeners.shift(); next; next = this.#listeners.shift()) next()
  }
}
