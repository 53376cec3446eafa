import 'server-only'
import { isAppError } from '@/lib/errors'
import { recordRefusal } from '@/lib/ledger/turn/record-refusal'
import { nothingUsed } from '@/lib/ledger/turn/records'
import { slidingWindow } from '@/lib/sliding-window'
import { type Asked, recordStart } from '../admit/plan-call'
import { elapsed } from '../call/exchange'
import { statusOf } from '../reply/refusal'

const aMinute = 300
const kept = slidingWindow('gateway.refusals', 60_000)

/**
 * A call that was refused after its caller was known: a record without money, not waited for. Refusals cost nothing, so whoever
 * calls on and on is recorded 300 times a minute at most: no loop fills the disk.
 */
export function recordRefused(asked: Asked, error: unknown): void {
  const { exchange, caller } = asked
  const known = isAppError(error)
  // What the database itself refused to say cannot be written there either.
  if (known && error.code === 'unavailable') return
  if (!kept.take(String(caller.user.id), aMinute).ok) return
  recordRefusal({
    id: exchange.id,
    time: exchange.time,
    userId: caller.user.id,
    walletId: caller.user.walletId,
    keyId: caller.key?.id ?? null,
    record: {
      ...recordStart(asked, null),
      ...nothingUsed,
      status: known ? statusOf(error) : 500,
      errorCode: known ? error.code : 'internal',
      durationMs: elapsed(exchange),
    },
  })
}

/** For `catch`: records the refusal and lets the error go on. */
export const refusing =
  (asked: Asked) =>
  (error: unknown): never => {
    recordRefused(asked, error)
    throw error
  }
