import 'server-only'
import { LRUCache } from 'lru-cache'
import { once } from '@/lib/once'
import type { HoldRequest } from './records'

const free = () =>
  once('ledger.freeHere', () => ({
    wallets: new LRUCache<number, bigint>({ max: 50_000 }),
    limits: new LRUCache<string, bigint>({ max: 100_000 }),
    /** The database answered when it was last asked. */
    answers: false,
  }))

type Left = ReadonlyMap<number | string, { left: bigint }>

/** Notes what running calls leave of wallets and limits, in nanos, as the last turn of this process saw it. */
export function noteFree(wallets: Left, limits: Left): void {
  const known = free()
  known.answers = true
  for (const [id, { left }] of wallets) known.wallets.set(id as number, left)
  for (const [id, { left }] of limits) known.limits.set(id as string, left)
}

/** Takes off what a call asks for, so that calls of one moment do not all count on the same amount. The next turn notes what is left. */
export function noteAsked({ walletId, limitIds, holdNanos }: HoldRequest): void {
  if (holdNanos === 0n) return
  const known = free()
  takeOff(known.wallets, walletId, holdNanos)
  for (const id of limitIds) takeOff(known.limits, id, holdNanos)
}

function takeOff<Id extends number | string>(amounts: LRUCache<Id, bigint>, id: Id, nanos: bigint): void {
  const left = amounts.get(id)
  if (left !== undefined) amounts.set(id, left - nanos)
}

/** Notes that the database could not say whether a call is admitted. No call is sure of it until a turn succeeds again. */
export function noteAway(): void {
  free().answers = false
}

/** How many times the hold must be free, so that it will hardly be refused. */
const plenty = 20n

/**
 * Whether the hold will surely be admitted, as far as this process knows: its wallet and all of its limits were last seen with at least
 * twenty times as much. One that was never seen is not plenty. It decides nothing; the hold does.
 */
export function surelyAdmitted({ walletId, limitIds, holdNanos }: Pick<HoldRequest, 'walletId' | 'limitIds' | 'holdNanos'>): boolean {
  const known = free()
  if (!known.answers) return false
  if (holdNanos === 0n) return true
  const least = holdNanos * plenty
  return (known.wallets.get(walletId) ?? -1n) >= least && limitIds.every((id) => (known.limits.get(id) ?? -1n) >= least)
}
