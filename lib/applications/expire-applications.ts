import 'server-only'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { applicationColumns, applicationRow } from './application-row'
import { writeTimeline } from './events'
import { tellDecision } from './tell-decision'

/** Marks the allowances whose time is over, and tells their owners. The keys end by themselves. */
export async function expireApplications(): Promise<void> {
  await transaction(async (tx) => {
    const rows = await rowsOf(
      tx,
      applicationRow,
      `update applications a set state = 'expired', updated_at = now() where state = 'approved' and expires_at <= now() returning ${applicationColumns}`,
    )
    for (const row of rows) {
      await writeTimeline(tx, { applicationId: row.id, actorId: null, kind: 'expired' })
      await tellDecision(tx, { row, event: 'application_expired' })
    }
  })
}
