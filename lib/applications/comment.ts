import 'server-only'
import * as z from 'zod'
import type { Actor } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { writeTimeline } from './events'

/** Far more than two people say about one application. */
const mostLines = 200

interface Given {
  id: string
  /** The owner, where the owner speaks. */
  userId?: number
  by: Actor & { id: number }
  text: string
}
const foundRow = z.object({ userId: z.int(), lines: z.int() })

/** Adds what one of the two sides has to say. Drafts are seen by their owner only. */
export async function commentOnApplication({ id, userId, by, text }: Given): Promise<void> {
  await transaction(async (tx) => {
    const [found] = await rowsOf(
      tx,
      foundRow,
      `update applications a set updated_at = now() where id = $1 and ($2::int is null or user_id = $2) and state <> 'draft'
       returning a.user_id as "userId", (select count(*)::int from application_events e where e.application_id = a.id) as lines`,
      [id, userId ?? null],
    )
    if (!found) throw fail('not_found')
    if (found.lines >= mostLines) throw fail('wrong_state')
    await writeTimeline(tx, { applicationId: id, actorId: by.id, kind: 'comment', text })
  })
}
