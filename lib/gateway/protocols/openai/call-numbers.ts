interface Begun {
  id: string
  call: number
}

/**
 * Counts the tool calls of each answer from 0. Some servers place all of them at 0 and tell them apart by their ids alone; others say id and
 * name again with every piece.
 */
export class CallNumbers {
  readonly #answers = new Map<number, { at: Map<number, Begun>; count: number }>()

  /** Whether the answer has called a tool. */
  any(answer: number): boolean {
    return this.#answers.has(answer)
  }

  /** The number of the call that a piece at this place belongs to, and whether it begins there. */
  of(answer: number, place: number, id: string): { call: number; begins: boolean } {
    let known = this.#answers.get(answer)
    if (!known) {
      known = { at: new Map(), count: 0 }
      this.#answers.set(answer, known)
    }
    const begun = known.at.get(place)
    if (begun && (id === '' || begun.id === '' || id === begun.id)) {
      begun.id ||= id
      return { call: begun.call, begins: false }
    }
    const call = known.count++
    known.at.set(place, { id, call })
    return { call, begins: true }
  }
}
