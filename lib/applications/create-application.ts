import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { defaultAllowance } from './defaults'
import { writeTimeline } from './events'
import { openApplicationStates } from './names'
import type { NewApplication } from './schema'

/** How many applications of a user may be open at once. */
const mostOpen = 10

interface Given {
  user: { id: number; email: string | null }
  by: Actor
  input: NewApplication
}

/** Writes a draft, which only its owner sees. What it does not say is as the settings propose. Returns its id. */
export async function createApplication({ user, by, input }: Given): Promise<string> {
  const { email = user.email ?? '', purpose = '', project = '', supervisor = '', keyId = null, ...given } = input
  const id = newId('application')
  const wanted = { ...defaultAllowance(), ...given }
  await transaction(async (tx) => {
    await checkOpen(tx, user.id)
    if (keyId !== null) await checkGrantedKey(tx, user.id, keyId)
    await run(
      tx,
      `insert into applications (id, user_id, email, purpose, project, supervisor, wanted, for_key_id)
       values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)`,
      [id, user.id, email, purpose, project, supervisor, JSON.stringify(wanted), keyId],
    )
    await writeTimeline(tx, { applicationId: id, actorId: user.id, kind: 'draft' })
    await audit(tx, { actor: by, action: 'application.create', subject: `application:${id}`, after: { wanted, keyId } })
  })
  return id
}

const countRow = z.object({ count: z.int() })
const keyRow = z.object({ id: z.string() })

async function checkOpen(tx: Tx, userId: number): Promise<void> {
  await run(tx, 'select from users where id = $1 for update', [userId])
  const sql = 'select count(*)::int as count from applications where user_id = $1 and state = any($2)'
  const [row] = await rowsOf(tx, countRow, sql, [userId, openApplicationStates])
  if ((row?.count ?? 0) >= mostOpen) throw fail('too_many_applications')
}

/** More can be asked only for a key of the user's own that was granted and still is. */
export async function checkGrantedKey(tx: Tx, userId: number, keyId: string): Promise<void> {
  const sql = `select id from api_keys where id = $1 and user_id = $2 and application_id is not null and deleted_at is null and stopped_reason is null`
  const [key] = await rowsOf(tx, keyRow, sql, [keyId, userId])
  if (!key) throw fail('invalid_request', { fields: { keyId: 'key_not_granted' } })
}
