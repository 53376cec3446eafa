/**
 * One timer for all the deadlines of a stream. Deadlines that move with every chunk are not moved here: the timer
 * fires at the earliest known one and asks again.
 */
export class Clock {
  #timer: NodeJS.Timeout | undefined
  readonly #fire: (now: number) => void
  readonly #due: () => number

  /** `due` gives the earliest deadline, in `performance.now()` time; `fire` acts on those that have passed. */
  constructor(due: () => number, fire: (now: number) => void) {
    this.#due = due
    this.#fire = fire
  }

  /** To be called when a deadline may have come nearer. */
  arm() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#ring, Math.max(1, Math.min(this.#due() - performance.now(), 2 ** 31 - 1)))
  }

  stop() {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #ring = () => {
    const armed = this.#timer
    this.#fire(performance.now())
    if (this.#timer === armed && armed !== undefined) this.arm()
  }
}
