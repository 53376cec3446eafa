import 'server-only'
import type { Admission } from './admit-group'
import { turns } from './group-commit'
import { type HoldRequest, nothingUsed } from './records'
import { settle } from './settle'

/** Places the hold durably, or says why not. Rejects when the database cannot say (the caller gets 503); then nothing stays held. */
export async function admit(request: HoldRequest): Promise<Admission> {
  for (let again = false; ; again = true) {
    const outcome = await turns().admissions.add(request, again)
    if ('error' in outcome) {
      void settle(nothingHappened(request)).catch(() => undefined) // A failure is logged there already, and the sweep ends the hold.
      throw outcome.error
    }
    if (outcome.verdict) return outcome.verdict
  }
}

const nothingHappened = ({ id, time }: HoldRequest) => ({
  id,
  time,
  chargeNanos: 0n,
  record: { ...nothingUsed, status: 503, errorCode: 'unavailable' },
})
