import 'server-only'
import { isAppError } from '@/lib/errors'
import { recordRefusal } from '@/lib/ledger/turn/record-refusal'
import { nothingUsed, type RecordEnd } from '@/lib/ledger/turn/records'
import { slidingWindow } from '@/lib/throttle/sliding-window'
import { type Asked, recordStart } from '../admit/plan-call'
import { elapsed } from '../call/exchange'
import { tagsOf } from '../call/tags'
import { refusedCall } from '../observe/ended-call'
import { observe } from '../observe/observers'
import { statusOf } from '../reply/refusal'

const aMinute = 300
const kept = slidingWindow('gateway.refusals', 60_000)

/**
 * Records a call that was refused after its caller was known, without money and without being waited for. Refusals cost nothing, so at most
 * 300 a minute are recorded for one user, and a loop cannot fill the disk.
 */
export function recordRefused(asked: Asked, error: unknown): void {
  const known = isAppError(error)
  // When the database itself was the reason, the record cannot be written there either.
  if (known && error.code === 'unavailable') return
  record(asked, { status: known ? statusOf(error) : 500, errorCode: known ? error.code : 'internal', finishReason: null })
}

/** Records a call that got the answer of an earlier one, within the same bounds. */
export const recordRepeated = (asked: Asked): void => record(asked, { status: 200, errorCode: null, finishReason: 'replayed' })

function record(asked: Asked, end: Pick<RecordEnd, 'status' | 'errorCode' | 'finishReason'>): void {
  const { exchange, caller } = asked
  observe(() => refusedCall(asked, end))
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
      ...end,
      tags: tagsOf(asked.body),
      durationMs: elapsed(exchange),
    },
  })
}

/** For `catch`: records the refusal and throws the error again. */
export const refusing =
  (asked: Asked) =>
  (error: unknown): never => {
    recordRefused(asked, error)
    throw error
  }
