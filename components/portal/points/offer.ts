import { nanosPerUnit, parseMoney } from '@/lib/money'

export type Offer = { points: number; nanos: bigint; left: number } | { problem: 'amount' | 'whole' | 'too_much' }

/** What an amount as it was typed comes to, and what it leaves of the balance; or why it buys nothing. */
export function offerFor(typed: string, perUnit: number | undefined, free: number | undefined): Offer {
  const nanos = parseMoney(typed.replaceAll(',', ''), 2)
  if (nanos === undefined || nanos <= 0n) return { problem: 'amount' }
  const parts = nanos * BigInt(perUnit ?? 0)
  if (parts % nanosPerUnit !== 0n) return { problem: 'whole' }
  const left = (free ?? Number.POSITIVE_INFINITY) - Number(nanos) / 1e9
  // The server decides; a balance is a double here.
  if (left < -1e-9) return { problem: 'too_much' }
  return { points: Number(parts / nanosPerUnit), nanos, left: Math.max(0, left) }
}
