import type { ShownKey } from '@/lib/keys/schema'

export const keyStates = ['on', 'expiring', 'usedUp', 'expired', 'off', 'stopped'] as const
export type KeyState = (typeof keyStates)[number]

const dayMs = 86_400_000

/** How much of the key's own ceiling is spent, 0 to 1 and above; undefined without a ceiling. */
export function spentPart(key: Pick<ShownKey, 'spent' | 'spendLimit'>): number | undefined {
  if (key.spendLimit === null) return undefined
  const limit = Number(key.spendLimit)
  return limit > 0 ? Number(key.spent) / limit : 1
}

type Stated = Pick<ShownKey, 'enabled' | 'expiresAt' | 'spent' | 'spendLimit'> & Partial<Pick<ShownKey, 'stoppedReason'>>

/** The state of a key: the first reason why it does not work. `expiring` still works, for less than a day. */
export function keyState(key: Stated, now: number): KeyState {
  if (key.stoppedReason) return 'stopped'
  if (!key.enabled) return 'off'
  const left = key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt) - now
  if (left <= 0) return 'expired'
  if ((spentPart(key) ?? 0) >= 1) return 'usedUp'
  return left < dayMs ? 'expiring' : 'on'
}
