import 'server-only'
import { type AppError, fail, isAppError } from '@/lib/errors'
import type { Attempt } from '@/lib/ledger/turn/records'
import type { Admitted } from '../admit/admit-call'
import type { Planned } from '../admit/plan-call'
import { statusOf } from '../reply/refusal'
import { recordRefused } from './record-refused'
import { settleCall } from './settle-call'

const patienceMs = 5000

/**
 * Settles an admitted call that delivered nothing: it is free of charge and its hold is released. When it has no hold after all, it is
 * recorded as refused. Returns what to tell the caller.
 */
export async function settleFailed(admitted: Admitted<Planned>, error: unknown, attempts: Attempt[]): Promise<AppError> {
  const refusal = await admitted.held.catch((cause: unknown) => notHeld(admitted, cause))
  if (refusal) return refusal
  const told = asTold(error)
  const settled = settleCall(admitted, {
    served: null,
    usage: () => null,
    status: statusOf(told),
    errorCode: told.code,
    attempts,
    queueMs: 0,
    ttftMs: null,
    finishReason: null,
  }).catch(() => {}) // A failure is logged there, and the sweep ends the hold.
  let timer: NodeJS.Timeout | undefined
  // No charge depends on this settlement, so the error is told even while the database is away.
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMs)
  })
  await Promise.race([settled, late])
  clearTimeout(timer)
  return told
}

const asTold = (error: unknown): AppError => (isAppError(error) ? error : fail('internal', { cause: error }))

/** An upstream may have been asked already; to everybody else this call is like one that was refused before. */
function notHeld({ plan, place }: Admitted<Planned>, refusal: unknown): AppError {
  place.finish(0)
  recordRefused(plan, refusal)
  return asTold(refusal)
}
