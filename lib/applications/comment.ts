import 'server-only'
import * as z from 'zod'
import type { Actor } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { applicationColumns, applicationRow } from './application-row'
import { writeTimeline } from './events'
import { tellDecision } from './tell-decision'

/** Far more than two people say about one application. */
const mostLines = 200

interface Given {
  id: string
  /** The owner, where the owner speaks. */
  userId?: number
  by: Actor & { id: number }
  text: string
}
const foundRow = applicationRow.extend({ lines: z.int() })

/** Adds what one of the two sides has to say. Drafts are seen by their owner only. */
export async function commentOnApplication({ id, userId, by, text }: Given): Promise<void> {
  await transaction(async (tx) => {
    const [row] = await rowsOf(
      tx,
      foundRow,
      `update applications a set updated_at = now() where id = $1 and ($2::int is null or user_id = $2) and submitted_at is not null
       returning ${applicationColumns}, (select count(*)::int from application_events e where e.application_id = a.id) as lines`,
      [id, userId ?? null],
    )
    if (!row) throw fail('not_found')
    if (row.lines >= mostLines) throw fail('wrong_state')
    const line = await writeTimeline(tx, { applicationId: id, actorId: by.id, kind: 'comment', text })
    if (by.id !== row.userId) await tellDecision(tx, { row, event: 'application_comment', text, about: line })
  })
}
