/** What a call asks a slot with. `tokens`: how many it may come to. */
export interface SlotClaim {
  group: string
  userId: number
  tokens: number
}

const halfLifeMs = 60_000
/** After so long nothing is left of what was used. */
const forgottenMs = 30 * halfLifeMs

interface Use {
  /** The planned tokens of running calls. */
  planned: number
  /** The tokens of calls that have ended, as they counted at the time `at`. */
  used: number
  at: number
}
interface GroupUse extends Use {
  users: Map<number, Use>
}

const usedAt = ({ used, at }: Use, now: number): number => (used === 0 ? 0 : used * 2 ** ((at - now) / halfLifeMs))
const useAt = (use: Use | undefined, now: number): number => (use ? use.planned + usedAt(use, now) : 0)

function add(use: Use, planned: number, used: number, now: number): void {
  use.planned += planned
  use.used = Math.max(0, usedAt(use, now) + used)
  use.at = now
}

/**
 * How many tokens every group and user lately had of one upstream. A running call counts with its planned tokens, one that has ended with
 * those it used, half of them after a minute. Times are in milliseconds.
 */
export class RecentUse {
  readonly #groups = new Map<string, GroupUse>()
  #sweptAt = 0

  ofGroup = (group: string, now: number): number => useAt(this.#groups.get(group), now)
  ofUser = (group: string, userId: number, now: number): number => useAt(this.#groups.get(group)?.users.get(userId), now)

  begin(claim: SlotClaim, now: number): void {
    this.#add(claim, claim.tokens, 0, now)
  }

  end(claim: SlotClaim, used: number, now: number): void {
    this.#add(claim, -claim.tokens, used, now)
  }

  /** Counts more or fewer for a call that has ended. */
  correct(claim: SlotClaim, by: number, now: number): void {
    this.#add(claim, 0, by, now)
  }

  #add({ group, userId }: SlotClaim, planned: number, used: number, now: number): void {
    let all = this.#groups.get(group)
    if (!all) {
      all = { planned: 0, used: 0, at: now, users: new Map() }
      this.#groups.set(group, all)
    }
    let own = all.users.get(userId)
    if (!own) {
      this.#forget(now)
      own = { planned: 0, used: 0, at: now }
      all.users.set(userId, own)
    }
    add(all, planned, used, now)
    add(own, planned, used, now)
  }

  /** Forgets users of whom nothing counts any more. It looks for them now and then only. */
  #forget(now: number): void {
    if (now - this.#sweptAt < halfLifeMs) return
    this.#sweptAt = now
    for (const { users } of this.#groups.values())
      for (const [userId, { planned, at }] of users) if (planned <= 0 && now - at > forgottenMs) users.delete(userId)
  }

  /** For how many users something is kept. */
  get size(): number {
    let users = 0
    for (const group of this.#groups.values()) users += group.users.size
    return users
  }
}
