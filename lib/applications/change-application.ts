import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { applicationColumns, applicationRow } from './application-row'
import { whyNotMoved } from './move-application'
import { writableStates } from './names'
import type { ChangeApplication } from './schema'

interface Given {
  userId: number
  by: Actor
  id: string
  input: ChangeApplication
}

/** Changes the members that were sent, while the application is a draft or changes to it were asked for. */
export async function changeApplication({ userId, by, id, input }: Given): Promise<void> {
  const { email, purpose, project, supervisor, ...wanted } = input
  await transaction(async (tx) => {
    const [row] = await rowsOf(
      tx,
      applicationRow,
      `update applications a set email = coalesce($3, email), purpose = coalesce($4, purpose), project = coalesce($5, project),
         supervisor = coalesce($6, supervisor), wanted = wanted || $7::jsonb, updated_at = now()
       where id = $1 and user_id = $2 and state = any($8) returning ${applicationColumns}`,
      [id, userId, email ?? null, purpose ?? null, project ?? null, supervisor ?? null, JSON.stringify(wanted), writableStates],
    )
    if (!row) throw await whyNotMoved(tx, { id, userId })
    await audit(tx, { actor: by, action: 'application.change', subject: `application:${id}`, after: input })
  })
}
