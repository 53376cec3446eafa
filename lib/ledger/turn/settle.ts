import 'server-only'
import { fail } from '@/lib/errors'
import { turns } from './group-commit'
import { openHold } from './open-holds'
import type { Settlement } from './records'

/**
 * Ends a hold: writes the call's record, charges it and gives the rest back. It happens exactly once, however often it is asked for.
 * Resolves when it is durable, and waits for a database that is away.
 */
export async function settle(settlement: Settlement): Promise<void> {
  if (settlement.chargeNanos < 0n) throw fail('internal', { cause: 'a charge is never negative' })
  const hold = openHold(settlement.id)
  if (!hold) return // It has a record.
  hold.settling ??= settleOpen(settlement)
  await hold.settling
}

async function settleOpen(settlement: Settlement): Promise<void> {
  const { error } = await turns().settlements.add(settlement)
  if (error) throw error
}

/** Resolves when no settlement is under way. It is the last step before a process ends. */
export const settlementsDone = (): Promise<void> => turns().settlements.idle()
