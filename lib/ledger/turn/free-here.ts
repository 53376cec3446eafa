import 'server-only'
import { LRUCache } from 'lru-cache'
import { once } from '@/lib/once'
import type { HoldRequest } from './records'

const free = () =>
  once('ledger.freeHere', () => ({
    wallets: new LRUCache<number, bigint>({ max: 50_000 }),
    limits: new LRUCache<string, bigint>({ max: 100_000 }),
  }))

type Left = ReadonlyMap<number | string, { left: bigint }>

/** Notes what running calls leave of wallets and limits, in nanos, as the last turn of this process saw it. */
export function noteFree(wallets: Left, limits: Left): void {
  const known = free()
  for (const [id, { left }] of wallets) known.wallets.set(id as number, left)
  for (const [id, { left }] of limits) known.limits.set(id as string, left)
}

/** How many times the hold must be free, so that it will hardly be refused. */
const plenty = 20n

/**
 * Whether the hold will surely be admitted, as far as this process knows: its wallet and all of its limits were last seen with at least
 * twenty times as much. One that was never seen is not plenty. It decides nothing; the hold does.
 */
export function surelyAdmitted({ walletId, limitIds, holdNanos }: HoldRequest): boolean {
  if (holdNanos === 0n) return true
  const least = holdNanos * plenty
  const known = free()
  return (known.wallets.get(walletId) ?? -1n) >= least && limitIds.every((id) => (known.limits.get(id) ?? -1n) >= least)
}
