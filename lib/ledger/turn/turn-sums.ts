/** What one turn moves on one wallet or spend limit, in nanos. */
export interface Sum {
  /** Its place in the order of the ids, from 1; known when all are there. */
  place: number
  charged: bigint
  charges: number
  released: bigint
  asked: bigint
}

/** The wallets, or the spend limits, of one turn. */
export class MoneySums<Id extends number | string> {
  readonly #of = new Map<Id, Sum>()

  of(id: Id): Sum {
    const known = this.#of.get(id)
    if (known) return known
    const sum = { place: 0, charged: 0n, charges: 0, released: 0n, asked: 0n }
    this.#of.set(id, sum)
    return sum
  }

  /** All of them in the order in which the statement locks them, each with its place. */
  inOrder(): [Id, Sum][] {
    const all = [...this.#of].sort(([a], [b]) => (a < b ? -1 : 1))
    let place = 0
    for (const [, sum] of all) sum.place = ++place
    return all
  }
}
