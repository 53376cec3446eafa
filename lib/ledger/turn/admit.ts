import 'server-only'
import type { Admission } from './admit-group'
import { noteAsked, noteAway } from './free-here'
import { turns } from './group-commit'
import { startText } from './record-text'
import type { HoldRequest } from './records'

/** Places the hold durably, or says why not. Rejects when the database cannot say (the caller gets 503); then nothing stays held. */
export async function admit(request: HoldRequest): Promise<Admission> {
  const asked = { request, start: startText(request) }
  noteAsked(request)
  for (let again = false; ; again = true) {
    const outcome = await turns().admissions.add(asked, again)
    if ('error' in outcome) {
      noteAway()
      throw outcome.error
    }
    if (outcome.verdict) return outcome.verdict
  }
}
