import type { RecentUse, SlotClaim } from './recent-use'

/** A call that waits for a slot. Times are in milliseconds. */
export interface Waiting {
  claim: SlotClaim
  since: number
  /** When so long no call of its user was served, the user's turn comes whatever it used. */
  patienceMs: number
}

/** The waiting calls of one user, oldest first. */
interface UserLine<W> {
  waiting: Set<W>
  /** When one of them was last served, or since when they wait. */
  unservedSince: number
}

interface Share<W> {
  use: number
  calls: Iterator<W>
  head: W
}

/**
 * The calls that wait for one upstream. The next turn is the group's that lately used least, in it the user's who used least, in it the
 * oldest call's. A user whom this order passes over for too long gets every second turn at most, so that it cannot turn into first come
 * first served.
 */
export class FairQueue<W extends Waiting> {
  readonly #use: RecentUse
  readonly #groups = new Map<string, Map<number, UserLine<W>>>()
  #size = 0
  #lastWasPatience = false

  constructor(use: RecentUse) {
    this.#use = use
  }

  get size(): number {
    return this.#size
  }

  add(waiter: W): void {
    const { group, userId } = waiter.claim
    const users = this.#groups.get(group) ?? new Map<number, UserLine<W>>()
    this.#groups.set(group, users)
    const line = users.get(userId) ?? { waiting: new Set(), unservedSince: waiter.since }
    users.set(userId, line)
    line.waiting.add(waiter)
    this.#size++
  }

  delete(waiter: W): void {
    const { group, userId } = waiter.claim
    const users = this.#groups.get(group)
    const line = users?.get(userId)
    if (!users || !line?.waiting.delete(waiter)) return
    this.#size--
    if (line.waiting.size === 0) users.delete(userId)
    if (users.size === 0) this.#groups.delete(group)
  }

  /** Takes out the call whose turn it is. */
  next(now: number): W | undefined {
    const passedOver = this.#lastWasPatience ? undefined : this.#passedOver(now)
    this.#lastWasPatience = passedOver !== undefined
    const waiter = passedOver ?? this.order(now).next().value
    if (!waiter) return undefined
    const line = this.#groups.get(waiter.claim.group)?.get(waiter.claim.userId)
    if (line) line.unservedSince = now
    this.delete(waiter)
    return waiter
  }

  /** The calls in the order in which they would be served if no other came and all used what they planned. */
  *order(now: number): Generator<W, undefined> {
    const groups = [...this.#groups].map(([group, users]) => ({
      use: this.#use.ofGroup(group, now),
      users: [...users].flatMap(([userId, { waiting }]) => shareOf(waiting.values(), this.#use.ofUser(group, userId, now))),
    }))
    while (groups.length > 0) {
      const group = least(groups, ({ users }) => users.reduce((first, { head }) => Math.min(first, head.since), Number.POSITIVE_INFINITY))
      const user = least(group.users, ({ head }) => head.since)
      const { head } = user
      yield head
      group.use += head.claim.tokens
      user.use += head.claim.tokens
      const { value, done } = user.calls.next()
      if (done) group.users.splice(group.users.indexOf(user), 1)
      else user.head = value
      if (group.users.length === 0) groups.splice(groups.indexOf(group), 1)
    }
  }

  /** The newest call of whoever has most of them waiting, if it should make room for one of a user with at least two fewer. */
  yielding({ group, userId }: SlotClaim): W | undefined {
    const own = this.#groups.get(group)?.get(userId)?.waiting.size ?? 0
    let most: Set<W> | undefined
    for (const users of this.#groups.values())
      for (const { waiting } of users.values()) if (waiting.size > (most?.size ?? own + 1)) most = waiting
    return most && [...most].at(-1)
  }

  /** The oldest call of the user who has waited longest without a turn, if that is too long. */
  #passedOver(now: number): W | undefined {
    let found: UserLine<W> | undefined
    for (const users of this.#groups.values())
      for (const line of users.values()) {
        const { patienceMs = 0 } = line.waiting.values().next().value ?? {}
        if (now - line.unservedSince >= patienceMs && !(found && found.unservedSince <= line.unservedSince)) found = line
      }
    return found?.waiting.values().next().value
  }
}

function shareOf<W>(calls: Iterator<W>, use: number): Share<W>[] {
  const { value, done } = calls.next()
  return done ? [] : [{ use, calls, head: value }]
}

/** The one with the least use; among equals the one that has waited longest. */
function least<S extends { use: number }>(shares: S[], sinceOf: (share: S) => number): S {
  return shares.reduce((best, share) => (share.use < best.use || (share.use === best.use && sinceOf(share) < sinceOf(best)) ? share : best))
}
