import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import type { RequestKind } from '../names'
import { type RequestRow, requestColumns, requestRow } from './request-row'

/** A user's own request. @throws `not_found`, also of somebody else's */
export async function findRequest({ id, kind, userId }: { id: string; kind: RequestKind; userId: number }): Promise<RequestRow> {
  const sql = `select ${requestColumns} from money_requests r where r.id = $1 and r.kind = $2 and r.user_id = $3`
  const [row] = await rowsOf(pool(), requestRow, sql, [id, kind, userId])
  if (!row) throw fail('not_found')
  return row
}
