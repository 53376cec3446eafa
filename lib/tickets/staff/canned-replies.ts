import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { CannedReply } from '../schema'

const columns = 'id, title, content'
const row = z.object({ id: z.string(), title: z.string(), content: z.string() })
const mostCanned = 200

/** By title. */
export const listCanned = (): Promise<CannedReply[]> => rowsOf(pool(), row, `select ${columns} from canned_replies order by title, id`)

interface Edit {
  actor: Actor
  title: string
  content: string
}

export function createCanned({ actor, title, content }: Edit): Promise<CannedReply> {
  const sql = `insert into canned_replies (id, title, content) select $1, $2, $3
    where (select count(*) from canned_replies) < ${mostCanned} returning ${columns}`
  return transaction(async (tx) => {
    const [after] = await rowsOf(tx, row, sql, [newId('canned'), title, content])
    if (!after) throw fail('invalid_request', { fields: { title: `items_at_most:${mostCanned}` } })
    await audit(tx, { actor, action: 'ticket.canned_create', subject: `canned:${after.id}`, after })
    return after
  })
}

export const changeCanned = ({ id, actor, title, content }: Edit & { id: string }): Promise<CannedReply> =>
  transaction(async (tx) => {
    const before = await lockCanned(tx, id)
    await run(tx, 'update canned_replies set title = $2, content = $3 where id = $1', [id, title, content])
    await audit(tx, { actor, action: 'ticket.canned_change', subject: `canned:${id}`, before, after: { title, content } })
    return { id, title, content }
  })

export const deleteCanned = ({ id, actor }: { id: string; actor: Actor }): Promise<void> =>
  transaction(async (tx) => {
    const before = await lockCanned(tx, id)
    await run(tx, 'delete from canned_replies where id = $1', [id])
    await audit(tx, { actor, action: 'ticket.canned_delete', subject: `canned:${id}`, before })
  })

async function lockCanned(tx: Tx, id: string): Promise<CannedReply> {
  const [found] = await rowsOf(tx, row, `select ${columns} from canned_replies where id = $1 for update`, [id])
  if (!found) throw fail('not_found')
  return found
}
